package org.skycast.cli.copy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.skycast.streams.StartupException;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogSpan;
import org.skycast.topics.Topics;

/** Copies topics to other brokers: bytes, headers and times as they are, each record where its key belongs there. */
final class LogCopy implements AutoCloseable {

    /** As large as the largest record of any topic may be, and something for its headers. */
    private static final int LARGEST = 17 << 20;

    private final Map<String, Object> from;
    private final Producer<String, byte[]> to;
    private final AtomicReference<@Nullable Exception> refused = new AtomicReference<>();

    LogCopy(Map<String, Object> from, Map<String, Object> to) {
        this.from = from;
        Map<String, Object> producer = new HashMap<>(to);
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST);
        producer.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        // What the commands wait for one answer is too short where many records are under way.
        producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000);
        this.to = new KafkaProducer<>(producer, new StringSerializer(), new ByteArraySerializer());
    }

    /** Copies a topic whose records are where their keys belong; gives how many there were. */
    long byKey(String topic) {
        return copy(topic, whole(topic), record -> to.send(copied(record, null), this::answered));
    }

    /** Copies a topic of which every partition has the same: one of them, to each. */
    long toEvery(String topic) {
        int partitions = to.partitionsFor(topic).size();
        return copy(topic, whole(topic).subList(0, 1), record -> {
            for (int partition = 0; partition < partitions; partition++) {
                to.send(copied(record, partition), this::answered);
            }
        });
    }

    private interface Sending {
        void send(ConsumerRecord<String, byte[]> record);
    }

    private long copy(String topic, List<LogSpan> spans, Sending sending) {
        long[] copied = {0};
        TimeOrder.read(from, spans, record -> {
            requireTaken(topic);
            sending.send(record);
            copied[0]++;
        });
        to.flush();
        requireTaken(topic);
        return copied[0];
    }

    private static ProducerRecord<String, byte[]> copied(
            ConsumerRecord<String, byte[]> record, @Nullable Integer partition) {
        // A tick's key is its partition.
        String key = partition != null && record.topic().equals(Topics.TICKS.name())
                ? Integer.toString(partition)
                : record.key();
        return new ProducerRecord<>(
                record.topic(), partition, record.timestamp(), key, record.value(), record.headers());
    }

    private List<LogSpan> whole(String topic) {
        try (LogReader reader = LogReader.on(from)) {
            return reader.whole(topic);
        }
    }

    private void answered(@Nullable Object taken, @Nullable Exception e) {
        if (e != null) {
            refused.compareAndSet(null, e);
        }
    }

    private void requireTaken(String topic) {
        Exception e = refused.get();
        if (e != null) {
            throw new StartupException(
                    "The brokers that are copied to did not take %s (%s); see to it, delete their topics and begin anew."
                            .formatted(topic, e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() {
        to.close();
    }
}
