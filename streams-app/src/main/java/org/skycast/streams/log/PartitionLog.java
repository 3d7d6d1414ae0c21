package org.skycast.streams.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.skycast.streams.StartupException;

/** The committed records of one partition, in order, from one offset up to, not including, another. */
public final class PartitionLog<T> implements Iterator<PartitionLog.Entry<T>>, AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final TopicPartition partition;
    private final Deserializer<T> values;
    private final long end;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Deque<Entry<T>> fetched = new ArrayDeque<>();

    /** A record, its key, its offset and when the log took it, in milliseconds since 1970. */
    public record Entry<T>(String key, long offset, long timestamp, T value) {}

    /**
     * Opens a partition.
     *
     * @param clients properties of the consumer
     * @param values reads the values; a tombstone is passed over
     */
    public PartitionLog(
            Map<String, ?> clients, TopicPartition partition, long begin, long end, Deserializer<T> values) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // What is read is there already; at the end of it a fetch would wait for more, and closing for the fetch.
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        this.partition = partition;
        this.values = values;
        this.end = end;
        this.consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seek(partition, begin);
    }

    /** @throws StartupException if the broker does not answer, or a record cannot be read */
    @Override
    public boolean hasNext() {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (fetched.isEmpty() && consumer.position(partition) < end) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(250))) {
                if (record.offset() < end && record.value() != null) {
                    fetched.add(entry(record));
                }
                deadline = System.nanoTime() + LIMIT.toNanos();
            }
            if (System.nanoTime() > deadline) {
                throw new StartupException("The broker gave nothing of %s from offset %d for %d s; is it up?"
                        .formatted(partition, consumer.position(partition), LIMIT.toSeconds()));
            }
        }
        return !fetched.isEmpty();
    }

    private Entry<T> entry(ConsumerRecord<String, byte[]> record) {
        try {
            T value = values.deserialize(record.topic(), record.value());
            return new Entry<>(record.key(), record.offset(), record.timestamp(), value);
        } catch (SerializationException e) {
            throw new StartupException(
                    "The record at %s@%d cannot be read: %s.".formatted(partition, record.offset(), e.getMessage()), e);
        }
    }

    @Override
    public Entry<T> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return fetched.remove();
    }

    /** The next record, which stays the next. */
    public Entry<T> peek() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return fetched.element();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
