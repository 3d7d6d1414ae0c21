package org.skycast.streams.rollout;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.skycast.schemas.AvroSerdes;
import org.skycast.schemas.RegistryUnavailableException;
import org.skycast.streams.Topics;
import org.skycast.streams.command.Connection;

/** A topic's committed records as of now. */
final class CommittedLog {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, ?> clients;

    /** @param clients properties of the Kafka clients and the Avro serdes, by their own names */
    CommittedLog(Map<String, ?> clients) {
        this.clients = clients;
    }

    /** Takes a record. */
    interface Reader<T> {
        void take(ConsumerRecord<String, byte[]> record, T value);
    }

    /**
     * Reads a topic, one partition after the other and each in order. Deletions are passed over, and so are records that
     * cannot be read: they are not this reader's to judge.
     *
     * @param newest how many offsets of each partition are read at most, back from its end
     * @throws RolloutException if the broker or the registry does not answer
     */
    <T extends SpecificRecord> void read(Topics.Topic<T> topic, long newest, Reader<T> reader) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", false);
        // A fetch that waits at the end of one partition would hold up that of the next.
        properties.put("fetch.max.wait.ms", 20);
        properties.remove("group.id");
        Deserializer<T> values = AvroSerdes.values(topic.type(), clients).deserializer();
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            for (TopicPartition partition : Connection.partitions(consumer, topic.name())) {
                read(consumer, partition, newest, values, reader);
            }
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw new RolloutException("The topic %s cannot be read: %s".formatted(topic.name(), e.getMessage()), e);
        }
    }

    private static <T> void read(
            Consumer<String, byte[]> consumer,
            TopicPartition partition,
            long newest,
            Deserializer<T> values,
            Reader<T> reader) {
        consumer.assign(List.of(partition));
        long end = consumer.endOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
        consumer.seek(partition, Math.max(0, end - newest));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition, PATIENCE) < end) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<String, byte[]> record : records) {
                if (record.offset() < end) {
                    take(record, values, reader);
                }
            }
            if (!records.isEmpty()) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new RolloutException(
                        "The broker gave nothing of %s within %s; try again.".formatted(partition, PATIENCE));
            }
        }
    }

    private static <T> void take(ConsumerRecord<String, byte[]> record, Deserializer<T> values, Reader<T> reader) {
        if (record.value() == null) {
            return;
        }
        T value;
        try {
            value = values.deserialize(record.topic(), record.value());
        } catch (RegistryUnavailableException e) {
            throw e;
        } catch (SerializationException e) {
            return;
        }
        reader.take(record, value);
    }
}
