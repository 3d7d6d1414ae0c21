package org.skycast.benchmarks.flink;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions, merged in the order in which the log took their records: one that has none waiting is waited for as long as the
 * broker is known to have more of it.
 */
final class LogMerge {

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Queue<LogRecord>> fetched = new HashMap<>();

    /** @param partitions those that the consumer has */
    LogMerge(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        this.consumer = consumer;
        partitions.forEach(partition -> fetched.put(partition, new ArrayDeque<>()));
    }

    /** Takes what was fetched of a partition. */
    void add(LogRecord record) {
        fetched.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), none -> new ArrayDeque<>())
                .add(record);
    }

    /** The next, if it is known which that is. */
    Optional<LogRecord> next() {
        boolean isKnown =
                fetched.entrySet().stream().allMatch(one -> !one.getValue().isEmpty() || isAtEnd(one.getKey()));
        return isKnown
                ? fetched.values().stream()
                        .filter(waiting -> !waiting.isEmpty())
                        .min(Comparator.comparing(Queue::element, LogRecord.ORDER))
                        .map(Queue::remove)
                : Optional.empty();
    }

    private boolean isAtEnd(TopicPartition partition) {
        return consumer.currentLag(partition).orElse(Long.MAX_VALUE) == 0;
    }
}
