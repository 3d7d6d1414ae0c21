package org.skycast.streams.watch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.skycast.streams.metrics.StageMetrics.Lag;

/**
 * How far a stage is behind the log's end, by topic, from one look to the next. For how long a record has waited is told by when
 * the end was first seen behind it; what came before the first look counts from then. One thread looks, others ask.
 */
public final class LagWatch {

    /** Of a partition; once it has so many, every second one is dropped. */
    private static final int MOST_ENDS = 512;

    private final Map<TopicPartition, Deque<Seen>> ends = new HashMap<>();
    private final Map<String, Lag> byTopic = new ConcurrentHashMap<>();

    /** An end of the log, and when it was seen first. */
    private record Seen(long end, long nanos) {}

    /**
     * Takes a look.
     *
     * @param committed how far the stage has come in each partition that it has
     * @param logEnds where these end; one that is missing keeps what was known of it
     * @param now nanoseconds
     */
    public void look(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> logEnds, long now) {
        ends.keySet().retainAll(committed.keySet());
        Map<String, Lag> lags = new HashMap<>();
        committed.forEach((partition, position) -> {
            Deque<Seen> seen = ends.computeIfAbsent(partition, p -> new ArrayDeque<>());
            Long end = logEnds.get(partition);
            if (end != null && (seen.isEmpty() || end > seen.getLast().end())) {
                seen.addLast(new Seen(end, now));
            }
            while (!seen.isEmpty() && seen.getFirst().end() <= position) {
                seen.removeFirst();
            }
            thin(seen);
            lags.merge(partition.topic(), lag(seen, position, now), LagWatch::both);
        });
        byTopic.keySet().retainAll(lags.keySet());
        byTopic.putAll(lags);
    }

    private static Lag lag(Deque<Seen> seen, long position, long now) {
        return seen.isEmpty()
                ? Lag.NONE
                : new Lag(
                        seen.getLast().end() - position,
                        Duration.ofNanos(now - seen.getFirst().nanos()).toMillis() / 1000.0);
    }

    private static Lag both(Lag a, Lag b) {
        return new Lag(a.records() + b.records(), Math.max(a.seconds(), b.seconds()));
    }

    private static void thin(Deque<Seen> seen) {
        if (seen.size() >= MOST_ENDS) {
            int[] number = {0};
            Seen last = seen.getLast();
            seen.removeIf(one -> number[0]++ % 2 == 1 && one != last);
        }
    }

    /** Of a topic; none where the stage has no partition of it. */
    public Lag of(String topic) {
        return byTopic.getOrDefault(topic, Lag.NONE);
    }
}
