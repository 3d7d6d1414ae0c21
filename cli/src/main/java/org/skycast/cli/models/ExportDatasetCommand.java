package org.skycast.cli.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.skycast.cli.connection.Connection;
import org.skycast.nowcast.station.Station;
import org.skycast.records.ObservationRecords;
import org.skycast.streams.StartupException;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.text.Printable;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;
import org.skycast.trials.Dataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code skycast models export-dataset}: observations, and frames when asked, from the topics to files to train on. */
@Command(
        name = "export-dataset",
        mixinStandardHelpOptions = true,
        description = "Writes observations, embeddings and frames from the topics to CSV and image files.")
public final class ExportDatasetCommand implements Callable<Integer> {

    @Mixin
    private Connection connection = new Connection();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "T",
            description = "The first slot; such as 2026-01-01T00:00:00Z.")
    private Instant from = Instant.EPOCH;

    @Option(names = "--to", required = true, paramLabel = "T", description = "Slots from this time on are left aside.")
    private Instant to = Instant.EPOCH;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "A folder that is not there yet, or empty.")
    private Path out = Path.of("");

    @Option(names = "--frames", description = "Write the frames too.")
    private boolean frames;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!from.isBefore(to)) {
            throw new StartupException("--from %s is not before --to %s.".formatted(from, to));
        }
        try (var dataset = Dataset.create(out, from, to)) {
            Map<String, Object> clients = connection.reached();
            export(
                    Topics.OBSERVATIONS,
                    LogValues.of(Topics.OBSERVATIONS, clients, Unreadable.IS_PASSED_OVER)
                            .as(record -> ObservationRecords.toDomain(named(record, record.getStationId()))),
                    clients,
                    dataset::add);
            if (frames) {
                export(
                        Topics.FRAMES,
                        LogValues.of(Topics.FRAMES, clients, Unreadable.IS_PASSED_OVER)
                                .as(record -> named(record, record.getStationId())),
                        clients,
                        dataset::add);
            }
            spec.commandLine().getOut().println(dataset.summary());
            spec.commandLine().getOut().flush();
            return dataset.isEmpty() ? 1 : 0;
        } catch (UncheckedIOException e) {
            throw new StartupException("The folder %s cannot be written: %s.".formatted(out, e.getMessage()), e);
        }
    }

    /** Stations have folders of their own; what is of none is passed over. */
    private static <T> T named(T record, String station) {
        if (!Station.isId(station) || station.chars().allMatch(letter -> letter == '.')) {
            throw new IllegalArgumentException(
                    "It is of the station '%s', which is no name for a folder.".formatted(Printable.name(station)));
        }
        return record;
    }

    private interface Writing<T> {
        void write(T record) throws IOException;
    }

    private static <T> void export(
            Topic<?> topic, LogValues<T> values, Map<String, Object> clients, Writing<T> writing) {
        try (var reader = LogReader.on(clients)) {
            reader.forEach(topic.name(), values, entry -> {
                try {
                    writing.write(entry.value());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
