package org.skycast.streams.guard;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Where partitions end. What a consumer knows of that is as old as its last fetch of the partition; here it is asked
 * after the newest record that any partition has given, so that nothing which the log took before that record can be
 * behind the answer. What is in a transaction that is still open is counted, too. For one thread.
 */
final class KnownEnds implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Where nothing comes the ends are asked for this often, to see that a partition stands. */
    private static final long OLD_AFTER_NANOS = Duration.ofSeconds(5).toNanos();
    /**
     * Who did not answer is left alone for so long, whatever partition is asked for: each question holds the thread that asks,
     * and a thread that does not poll keeps its whole group from being assigned anew.
     */
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Supplier<? extends Consumer<?, ?>> open;
    private final LongSupplier clock;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private Consumer<?, ?> asking;
    private boolean stale = true;
    private boolean answers = true;
    private long askedAt;

    /** @param open opens a consumer that asks; it is used for nothing else */
    KnownEnds(Supplier<? extends Consumer<?, ?>> open) {
        this(open, System::nanoTime);
    }

    KnownEnds(Supplier<? extends Consumer<?, ?>> open, LongSupplier clock) {
        this.open = open;
        this.clock = clock;
        this.asking = open.get();
    }

    /** Something came: what is known is too old to say that nothing stands before it. */
    void somethingCame() {
        stale = true;
    }

    /** Where a partition of those assigned ends; empty if the broker does not say. */
    OptionalLong of(TopicPartition partition, Set<TopicPartition> assigned) {
        long age = clock.getAsLong() - askedAt;
        boolean isKnown = !stale && ends.containsKey(partition) && age <= OLD_AFTER_NANOS;
        if (!isKnown && (answers || age > PAUSE_NANOS)) {
            ask(assigned);
        }
        Long end = ends.get(partition);
        return end == null ? OptionalLong.empty() : OptionalLong.of(end);
    }

    private void ask(Set<TopicPartition> assigned) {
        ends.clear();
        try {
            if (!asking.assignment().equals(assigned)) {
                asking.assign(assigned);
            }
            ends.putAll(asking.endOffsets(assigned, PATIENCE));
            stale = false;
            answers = true;
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            // Not known is not passed: the merge waits, and asks again.
            answers = false;
            reopen();
        }
        askedAt = clock.getAsLong();
    }

    private void reopen() {
        asking.close();
        asking = open.get();
    }

    @Override
    public void close() {
        asking.close();
    }
}
