package org.skycast.edge.source.open;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Checked;
import org.skycast.edge.source.CommandFrames;
import org.skycast.edge.source.CommandReadings;
import org.skycast.edge.source.CsvReadings;
import org.skycast.edge.source.DirectoryFrames;
import org.skycast.edge.source.FrameSettings;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.MqttReadings;
import org.skycast.edge.source.Pause;
import org.skycast.edge.source.ReadingSettings;
import org.skycast.edge.source.ReceivedReadings;
import org.skycast.edge.source.SnapshotFrames;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.TakenItems;
import org.skycast.edge.source.camera.Cameras;
import org.skycast.edge.source.camera.DirectoryCheck;
import org.skycast.edge.source.camera.FrameDirectory;
import org.skycast.edge.source.sensor.ConsoleReceiver;
import org.skycast.edge.source.sensor.MqttSensor;
import org.skycast.edge.source.sensor.ProgramSensor;
import org.skycast.edge.source.sensor.ReadingCsv;
import org.skycast.edge.source.supervise.Backoff;
import org.skycast.edge.source.supervise.PatientSource;
import org.skycast.edge.source.supervise.SourceStates;
import org.skycast.settings.SettingsException;

/**
 * The sources that stations' settings name.
 *
 * @param pulled that are asked in the order of event time
 * @param live that give when they have something
 * @param checks each of them, to be tried
 */
public record Sources(List<Source> pulled, List<LiveSource> live, List<Checked> checks) {

    /** These and others that are asked, which no station's settings name. */
    public Sources and(List<Source> others) {
        List<Source> all = new ArrayList<>(pulled);
        all.addAll(others);
        return new Sources(all, live, checks);
    }

    /** What sources work with. */
    public record Surroundings(
            EdgeMetrics metrics, SourceStates states, InstantSource clock, TakenItems items, Backoff backoff) {

        /** For sources that are looked at, or read once, and not run: nothing was taken before. */
        public static Surroundings unattended(InstantSource clock) {
            return new Surroundings(new EdgeMetrics(), new SourceStates(), clock, TakenItems.NONE, Backoff.seeded(0));
        }
    }

    /** One station's settings of sources. */
    public record Station(String id, Optional<FrameSettings> frames, List<ReadingSettings> readings) {}

    public Sources {
        pulled = List.copyOf(pulled);
        live = List.copyOf(live);
        checks = List.copyOf(checks);
    }

    /**
     * Opens sources that go on: files that grow and directories that fill are followed, and where one cannot be read it is
     * waited for; live ones are there to be run.
     *
     * @throws SettingsException if a setting cannot be used
     */
    public static Sources followed(List<Station> stations, Surroundings around) {
        return new Opening(around, true).open(stations);
    }

    /**
     * Opens what is recorded, to be read once.
     *
     * @throws SettingsException if a setting cannot be used, a file or directory is not there, or a source is live
     */
    public static Sources recorded(List<Station> stations, Surroundings around) {
        Sources sources = new Opening(around, false).open(stations);
        sources.live().stream().findFirst().ifPresent(source -> {
            throw new SettingsException(
                    "The source %s is live and cannot be read once; leave it out, or run without --once."
                            .formatted(source.name()));
        });
        return sources;
    }

    /** Opens one list of stations' sources. */
    private static final class Opening {
        private final Surroundings around;
        private final boolean follow;
        private final Pause pause;
        private final List<Source> pulled = new ArrayList<>();
        private final List<LiveSource> live = new ArrayList<>();
        private final List<Checked> checks = new ArrayList<>();

        Opening(Surroundings around, boolean follow) {
            this.around = around;
            this.follow = follow;
            this.pause = Pause.by(around.clock());
        }

        Sources open(List<Station> stations) {
            for (Station station : stations) {
                station.readings().forEach(readings -> open(station.id(), readings));
                station.frames().ifPresent(frames -> open(station.id(), frames));
            }
            Set<String> names = new HashSet<>();
            for (Checked source : checks) {
                if (!names.add(source.name())) {
                    throw new SettingsException(
                            "The source %s is named twice; leave one out.".formatted(source.name()));
                }
            }
            return new Sources(pulled, live, checks);
        }

        private void open(String id, ReadingSettings settings) {
            if (settings instanceof CsvReadings csv) {
                // What does not fit in the settings is said now, even where the file is waited for.
                Checked check = new ReadingCsv(id, csv, follow, around.metrics());
                pull(check, Memory.LAST, () -> new ReadingCsv(id, csv, follow, around.metrics()));
            } else if (settings instanceof MqttReadings mqtt) {
                add(new MqttSensor(id, mqtt, around.metrics(), around.clock()));
            } else if (settings instanceof ReceivedReadings received) {
                add(new ConsoleReceiver(id, received, around.metrics(), around.clock()));
            } else if (settings instanceof CommandReadings command) {
                add(new ProgramSensor(id, command, around.metrics(), around.clock(), pause));
            }
        }

        private void open(String id, FrameSettings settings) {
            if (settings instanceof DirectoryFrames directory) {
                Supplier<Source> opening = () ->
                        new FrameDirectory(id, directory, follow, around.metrics(), around.clock(), around.items());
                pull(new DirectoryCheck(id, directory), Memory.EACH, opening);
            } else if (settings instanceof SnapshotFrames snapshot) {
                add(Cameras.snapshot(id, snapshot, around.clock(), pause));
            } else if (settings instanceof CommandFrames command) {
                add(Cameras.command(id, command, around.clock(), pause));
            }
        }

        private void pull(Checked check, Memory memory, Supplier<Source> opening) {
            checks.add(check);
            pulled.add(
                    follow
                            ? new PatientSource(
                                    check.name(),
                                    memory,
                                    opening,
                                    around.items(),
                                    around.states(),
                                    around.backoff(),
                                    around.clock())
                            : opening.get());
        }

        private void add(LiveSource source) {
            checks.add(source);
            live.add(source);
        }
    }
}
