package org.skycast.edge.source.open;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Checked;
import org.skycast.edge.source.FrameSettings;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.Opened;
import org.skycast.edge.source.Pause;
import org.skycast.edge.source.ReadingSettings;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.SourceContext;
import org.skycast.edge.source.SourceSettings;
import org.skycast.edge.source.TakenItems;
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
        private final SourceContext context;
        private final List<Source> pulled = new ArrayList<>();
        private final List<LiveSource> live = new ArrayList<>();
        private final List<Checked> checks = new ArrayList<>();

        Opening(Surroundings around, boolean follow) {
            this.around = around;
            this.context = new SourceContext(
                    follow, around.metrics(), around.clock(), Pause.by(around.clock()), around.items());
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

        private void open(String stationId, SourceSettings settings) {
            Opened opened = settings.open(stationId, context);
            checks.add(opened.check());
            if (opened instanceof Opened.Live one) {
                live.add(one.source());
            } else if (opened instanceof Opened.Pulled one) {
                pulled.add(context.follow() ? patient(one) : one.opening().get());
            }
        }

        private Source patient(Opened.Pulled one) {
            return new PatientSource(
                    one.check().name(),
                    one.memory(),
                    one.opening(),
                    around.items(),
                    around.states(),
                    around.backoff(),
                    around.clock());
        }
    }
}
