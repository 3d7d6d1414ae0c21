package org.skycast.trials.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.StartupException;
import org.skycast.streams.Topics;
import org.skycast.streams.command.Connection;
import org.skycast.streams.log.PartitionLog;
import org.skycast.trials.replay.ReplayPlan.Span;

/** Finds the part of a topic in which all of a span of event time stands. */
public final class TopicSpans implements AutoCloseable {

    /** How many offsets before the end are looked through for the last record; beyond are markers of transactions. */
    private static final long TAIL = 256;

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final KafkaConsumer<byte[], byte[]> consumer;

    TopicSpans(Map<String, ?> clients) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // What is read is there already; at the end of it a fetch would wait for more, and closing for the fetch.
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Reads every record of a topic, one partition after the other, up to the last that was there when this began;
     * deletions are passed over.
     *
     * @throws StartupException if there is no such topic, the broker does not answer, or a record cannot be read
     */
    public static <T extends SpecificRecord> void whole(
            Topics.Topic<T> topic, Map<String, Object> clients, Consumer<PartitionLog.Entry<T>> take) {
        Deserializer<T> values = AvroSerdes.values(topic.type(), clients).deserializer();
        try (var range = new TopicSpans(clients)) {
            for (Span span : range.spans(topic.name(), Instant.EPOCH)) {
                var partition = new TopicPartition(topic.name(), span.partition());
                try (var log = new PartitionLog<>(clients, partition, span.begin(), span.end(), values)) {
                    log.forEachRemaining(take);
                }
            }
        }
    }

    /**
     * From the first record that the log took at {@code appendedFrom} or later to the last there is.
     *
     * @return a span for each partition, by number
     */
    List<Span> spans(String topic, Instant appendedFrom) {
        List<TopicPartition> partitions = Connection.partitions(consumer, topic);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(p -> times.put(p, Math.max(0, appendedFrom.toEpochMilli())));
        Map<TopicPartition, OffsetAndTimestamp> first = consumer.offsetsForTimes(times, LIMIT);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LIMIT);
        List<Span> spans = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            long end = afterLastRecord(partition, ends.getOrDefault(partition, 0L));
            OffsetAndTimestamp begin = first.get(partition);
            spans.add(new Span(partition.partition(), begin == null ? end : Math.min(begin.offset(), end), end));
        }
        spans.sort(java.util.Comparator.comparingInt(Span::partition));
        return spans;
    }

    /**
     * The time from which on every record is still there; empty if retention has taken none yet. A partition of which
     * nothing is left says nothing of when: its stations have been silent for longer than the log keeps.
     */
    Optional<Instant> keptFrom(String topic) {
        List<TopicPartition> partitions = Connection.partitions(consumer, topic);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, LIMIT);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LIMIT);
        Optional<Instant> kept = Optional.empty();
        for (TopicPartition partition : partitions) {
            long begin = beginnings.getOrDefault(partition, 0L);
            if (begin > 0) {
                Optional<Instant> oldest = timeAt(partition, begin, ends.getOrDefault(partition, 0L));
                Optional<Instant> before = kept;
                kept = oldest.filter(o -> before.filter(b -> b.isAfter(o)).isEmpty())
                        .or(() -> before);
            }
        }
        return kept;
    }

    /** When the log took the first record from an offset on. */
    private Optional<Instant> timeAt(TopicPartition partition, long begin, long end) {
        return records(partition, begin, end, true).stream()
                .findFirst()
                .map(record -> Instant.ofEpochMilli(record.timestamp()));
    }

    private long afterLastRecord(TopicPartition partition, long end) {
        long oldest = consumer.beginningOffsets(List.of(partition), LIMIT).getOrDefault(partition, 0L);
        long from = end;
        for (long tail = TAIL; from > oldest; tail *= 8) {
            from = Math.max(oldest, end - tail);
            List<ConsumerRecord<byte[], byte[]>> records = records(partition, from, end, false);
            if (!records.isEmpty()) {
                return records.get(records.size() - 1).offset() + 1;
            }
        }
        return oldest;
    }

    private List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition, long from, long end, boolean one) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (consumer.position(partition) < end && !(one && !records.isEmpty())) {
            consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            if (System.nanoTime() > deadline) {
                throw new StartupException("The broker gave nothing of %s from offset %d for %d s; is it up?"
                        .formatted(partition, from, LIMIT.toSeconds()));
            }
        }
        return records;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
