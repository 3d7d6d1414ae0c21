package org.skycast.streams.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Reads what stands in a log and is committed, up to an end that is asked for first: what comes later is the next
 * reading's. A broker that gives nothing is waited for as long as the clients' {@code default.api.timeout.ms} says, by
 * default 15 s. For one thread.
 */
public final class LogReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer;
    private final Duration patience;
    private Optional<LogSpan> open = Optional.empty();

    /** @param patience how long to wait for the broker */
    public LogReader(org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer, Duration patience) {
        this.consumer = consumer;
        this.patience = patience;
    }

    /** @param clients properties of the Kafka clients, by their own names */
    public static LogReader on(Map<String, ?> clients) {
        var settings = new LogClients(clients).ofWhatIsThere();
        return new LogReader(settings.open(), settings.patience());
    }

    /** For a log of large records. */
    public static LogReader on(Map<String, ?> clients, Fetch fetch) {
        var settings = new LogClients(clients).ofWhatIsThere().fetching(fetch);
        return new LogReader(settings.open(), settings.patience());
    }

    /**
     * All of a topic as of now, a span for each partition.
     *
     * @throws LogException if there is no such topic, or the broker does not answer
     */
    public List<LogSpan> whole(String topic) {
        return whole(topic, partitions(consumer, topic, patience));
    }

    /** All of a partition as of now. */
    public LogSpan whole(TopicPartition partition) {
        return whole(partition.topic(), List.of(partition)).get(0);
    }

    private List<LogSpan> whole(String topic, List<TopicPartition> partitions) {
        return asking(topic, () -> {
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, patience);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
            return partitions.stream()
                    .map(at -> new LogSpan(at, begins.getOrDefault(at, 0L), ends.getOrDefault(at, 0L)))
                    .toList();
        });
    }

    /**
     * What the log took at a time or later, a span for each partition.
     *
     * @throws LogException if there is no such topic, or the broker does not answer
     */
    public List<LogSpan> since(String topic, Instant appended) {
        List<LogSpan> whole = whole(topic);
        Map<TopicPartition, Long> times = new HashMap<>();
        whole.forEach(span -> times.put(span.partition(), Math.max(0, appended.toEpochMilli())));
        Map<TopicPartition, OffsetAndTimestamp> first = asking(topic, () -> consumer.offsetsForTimes(times, patience));
        return whole.stream()
                .map(span -> {
                    OffsetAndTimestamp begin = first.get(span.partition());
                    return span.from(begin == null ? span.end() : begin.offset());
                })
                .toList();
    }

    static List<TopicPartition> partitions(
            org.apache.kafka.clients.consumer.Consumer<?, ?> consumer, String topic, Duration patience) {
        List<PartitionInfo> known = asking(topic, () -> consumer.partitionsFor(topic, patience));
        if (known == null || known.isEmpty()) {
            throw new LogException(
                    "There is no topic %s on this broker; run 'skycast topics create'.".formatted(topic));
        }
        return known.stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    /** The partition that a record stands in. */
    public static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** Reads every value of a topic, as of now, one partition after the other and each in order. */
    public <T> void forEach(String topic, LogValues<T> values, Consumer<LogEntry<T>> take) {
        whole(topic).forEach(span -> read(span, record -> values.entry(record).ifPresent(take)));
    }

    /** As {@link #forEach}, but no more than so many offsets of each partition, back from its end. */
    public <T> void forEachOfNewest(String topic, long offsets, LogValues<T> values, Consumer<LogEntry<T>> take) {
        whole(topic)
                .forEach(span -> read(
                        span.newest(offsets), record -> values.entry(record).ifPresent(take)));
    }

    /**
     * Reads a span to its end, deletions too.
     *
     * @throws LogException if the broker does not answer, or has no longer what stood there
     */
    public void read(LogSpan span, Consumer<ConsumerRecord<String, byte[]>> take) {
        open(span);
        for (List<ConsumerRecord<String, byte[]>> next = next(); !next.isEmpty(); next = next()) {
            next.forEach(take);
        }
    }

    /** The first record of a span; empty if none is left there. */
    public Optional<ConsumerRecord<String, byte[]>> first(LogSpan span) {
        open(span);
        return next().stream().findFirst();
    }

    /** The last record of a span: it may be far before the end, for markers of transactions have offsets too. */
    public Optional<ConsumerRecord<String, byte[]>> last(LogSpan span) {
        long begin = span.end();
        for (long tail = 256; begin > span.begin(); tail *= 8) {
            begin = Math.max(span.begin(), span.end() - tail);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            read(span.from(begin), records::add);
            if (!records.isEmpty()) {
                return Optional.of(records.get(records.size() - 1));
            }
        }
        return Optional.empty();
    }

    /** Goes to the beginning of a span, which {@link #next} then gives piece by piece. */
    public void open(LogSpan span) {
        asking(span.partition().topic(), () -> {
            consumer.assign(List.of(span.partition()));
            consumer.seek(span.partition(), span.begin());
            return span;
        });
        open = Optional.of(span);
    }

    /**
     * The next records of the span that is open; none if it is at its end.
     *
     * @throws LogException if the broker does not answer, or has no longer what stood there
     */
    public List<ConsumerRecord<String, byte[]>> next() {
        LogSpan span = open.orElseThrow(() -> new IllegalStateException("No span is open."));
        return asking(span.partition().topic(), () -> next(span));
    }

    private List<ConsumerRecord<String, byte[]>> next(LogSpan span) {
        long deadline = System.nanoTime() + patience.toNanos();
        long before = consumer.position(span.partition(), patience);
        for (long at = before; at < span.end(); at = consumer.position(span.partition(), patience)) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                return records.records(span.partition()).stream()
                        .filter(record -> record.offset() < span.end())
                        .toList();
            }
            // A marker of a transaction is no record, yet the broker answered with it.
            if (at > before) {
                deadline = System.nanoTime() + patience.toNanos();
                before = at;
            } else if (System.nanoTime() > deadline) {
                throw new KafkaException("the broker gave nothing of %s from offset %d for %d s; is it up?"
                        .formatted(span.partition(), at, patience.toSeconds()));
            }
        }
        return List.of();
    }

    private static <T> T asking(String topic, Supplier<T> question) {
        try {
            return question.get();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw new LogException("The topic %s cannot be read now: %s".formatted(topic, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
