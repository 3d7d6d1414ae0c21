package org.skycast.trials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.skycast.records.ObservationRecords;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.Connection;
import org.skycast.streams.PartitionLog;
import org.skycast.streams.StartupException;
import org.skycast.streams.Topics;
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
            read(Topics.OBSERVATIONS, observation -> {
                try {
                    dataset.add(ObservationRecords.toDomain(observation));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            if (frames) {
                read(Topics.FRAMES, frame -> {
                    try {
                        dataset.add(frame);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
            spec.commandLine().getOut().println(dataset.summary());
            spec.commandLine().getOut().flush();
            return dataset.isEmpty() ? 1 : 0;
        } catch (UncheckedIOException e) {
            throw new StartupException("The folder %s cannot be written: %s.".formatted(out, e.getMessage()), e);
        }
    }

    /** Every record of a topic, from its beginning to where it ended when this began. */
    private <T extends SpecificRecord> void read(Topics.Topic<T> topic, Consumer<T> take) {
        Map<String, Object> clients = connection.properties();
        Deserializer<T> values = AvroSerdes.values(topic.type(), clients).deserializer();
        for (Span span : spans(topic, clients)) {
            try (var log = new PartitionLog<>(clients, span.partition(), span.begin(), span.end(), values)) {
                while (log.hasNext()) {
                    take.accept(log.next().value());
                }
            }
        }
    }

    private record Span(TopicPartition partition, long begin, long end) {}

    private static List<Span> spans(Topics.Topic<?> topic, Map<String, Object> clients) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Connection.partitions(consumer, topic.name());
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            return partitions.stream()
                    .map(partition ->
                            new Span(partition, begins.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L)))
                    .toList();
        }
    }
}
