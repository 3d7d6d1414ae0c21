package org.skycast.benchmarks.flink;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * What the broker has, asked again and again for as long as somebody wants to know: a consumer has that with its fetches, but
 * Flink's source does not tell.
 */
final class LogEnds {

    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final JobSettings settings;
    private final Set<TopicPartition> heard = ConcurrentHashMap.newKeySet();
    private volatile Known known = new Known(Map.of(), Map.of());
    private volatile boolean isWanted = true;

    LogEnds(JobSettings settings) {
        this.settings = settings;
        var thread = new Thread(this::run, "log-ends");
        thread.setDaemon(true);
        thread.start();
    }

    private record Known(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> committed) {}

    /** A record of this partition came. */
    void hear(TopicPartition partition) {
        heard.add(partition);
    }

    /** Somebody wants to know. */
    void want() {
        isWanted = true;
    }

    /** Whether what was known last says that the partition has nothing behind an offset. */
    boolean isLast(TopicPartition partition, long offset) {
        return known.ends().getOrDefault(partition, Long.MAX_VALUE) <= offset + 1;
    }

    /** Whether those partitions of which nothing has come have nothing to give: all was taken before a checkpoint. */
    boolean areOthersEmpty() {
        Known now = known;
        return !now.ends().isEmpty()
                && now.ends().entrySet().stream()
                        .filter(end -> !heard.contains(end.getKey()))
                        .allMatch(end -> now.committed().getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private void run() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.bootstrap()))) {
            List<TopicPartition> partitions =
                    admin.describeTopics(settings.topics()).allTopicNames().get().values().stream()
                            .flatMap(topic -> topic.partitions().stream()
                                    .map(p -> new TopicPartition(topic.name(), p.partition())))
                            .toList();
            while (true) {
                if (isWanted) {
                    isWanted = false;
                    known = ask(admin, partitions);
                }
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker does not say what it has.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Known ask(Admin admin, List<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        admin.listConsumerGroupOffsets(FlinkNowcast.GROUP)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, at) -> committed.put(partition, at == null ? 0L : at.offset()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())))
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return new Known(ends, committed);
    }
}
