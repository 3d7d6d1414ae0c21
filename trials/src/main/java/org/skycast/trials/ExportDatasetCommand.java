package org.skycast.trials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.skycast.avro.CameraFrame;
import org.skycast.avro.Observation;
import org.skycast.records.ObservationRecords;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.Connection;
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
            read(Topics.OBSERVATIONS, Observation.class, observation -> {
                try {
                    dataset.add(ObservationRecords.toDomain(observation));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            if (frames) {
                read(Topics.FRAMES, CameraFrame.class, frame -> {
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
    private <T> void read(Topics.Topic<?> topic, Class<T> type, Consumer<T> take) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put("isolation.level", "read_committed");
        Deserializer<?> values =
                AvroSerdes.values(topic.type(), connection.properties()).deserializer();
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Connection.partitions(consumer, topic.name());
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(250))) {
                    if (record.offset() < ends.getOrDefault(partition(record), 0L)) {
                        take.accept(type.cast(decode(values, record)));
                    }
                }
            }
        }
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private static Object decode(Deserializer<?> values, ConsumerRecord<String, byte[]> record) {
        try {
            return values.deserialize(record.topic(), record.value());
        } catch (SerializationException e) {
            throw new StartupException(
                    "The record at %s-%d@%d cannot be read: %s."
                            .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()),
                    e);
        }
    }
}
