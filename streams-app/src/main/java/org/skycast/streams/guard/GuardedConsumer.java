package org.skycast.streams.guard;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The consumer of a stage's thread, with two answers of its own.
 *
 * <p>{@code poll} gives what the {@link Gatekeeper} lets through, and goes past what cannot be fetched.
 *
 * <p>{@code currentLag} is what Kafka Streams asks of a partition that has nothing left, before it takes a record of
 * another: with {@code max.task.idle.ms=0} it waits for as long as the answer is not zero. The consumer's own answer is as
 * old as its last fetch of that partition; this one is asked of the broker after the newest record came
 * ({@link KnownEnds}), so that a record is taken only once all is there that the log took before it.
 */
final class GuardedConsumer implements InvocationHandler {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> main;
    private final PollBudget budget;
    private final int atOnce;
    private final KnownEnds ends;
    private final FetchProbe probe;
    private final StageGuard guard;

    private GuardedConsumer(
            Consumer<byte[], byte[]> main,
            PollBudget budget,
            int atOnce,
            KnownEnds ends,
            FetchProbe probe,
            StageGuard guard) {
        this.main = main;
        this.budget = budget;
        this.atOnce = atOnce;
        this.ends = ends;
        this.probe = probe;
        this.guard = guard;
    }

    /**
     * @param budget by which {@code main} unpacks
     * @param atOnce how many records a poll of {@code main} gives at the most
     */
    @SuppressWarnings("unchecked")
    static Consumer<byte[], byte[]> around(
            Consumer<byte[], byte[]> main,
            PollBudget budget,
            int atOnce,
            KnownEnds ends,
            FetchProbe probe,
            StageGuard guard) {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                GuardedConsumer.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                new GuardedConsumer(main, budget, atOnce, ends, probe, guard));
    }

    @Override
    @SuppressWarnings("NullAway") // a method without a result gives none
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "poll":
                return poll((Duration) arguments[0]);
            case "currentLag":
                return lag((TopicPartition) arguments[0]);
            case "close":
                ends.close();
                break;
            default:
                break;
        }
        if (method.getName().equals("close") && guard.isDying()) {
            // Kafka Streams keeps a thread's place in its group for a session timeout, for a quick restart; who
            // died does not come back, and its partitions would stand for so long.
            main.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
            return null;
        }
        try {
            return method.invoke(main, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        guard.polls();
        Optional<ConsumerRecords<byte[], byte[]>> beforeGap = nextBeforeGap();
        ConsumerRecords<byte[], byte[]> fetched = beforeGap.isPresent() ? beforeGap.get() : fetch(timeout);
        if (!fetched.isEmpty()) {
            ends.somethingCame();
        }
        return beforeGap.isPresent() ? fetched : guard.gatekeeper().admit(fetched);
    }

    private ConsumerRecords<byte[], byte[]> fetch(Duration timeout) {
        budget.begin();
        try {
            return main.poll(timeout);
        } catch (OutOfMemoryError | RuntimeException e) {
            if (!Blame.isExcused(e)) {
                lookForCause(e);
            }
            throw e;
        }
    }

    private void lookForCause(Throwable failure) {
        try {
            guard.fetchFailed(positions(), atOnce, failure, probe);
        } catch (OutOfMemoryError | RuntimeException e) {
            // The next thread looks again.
            failure.addSuppressed(e);
        }
    }

    /** Of the partitions that a fetch can have failed on. */
    private Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        Set<TopicPartition> paused = main.paused();
        main.assignment().stream()
                .filter(partition -> !paused.contains(partition))
                .forEach(partition -> positions.put(partition, main.position(partition, PATIENCE)));
        return positions;
    }

    /**
     * What stands before something that cannot be fetched, read one by one; at that itself, a record in its place. Of a
     * partition that is paused nothing is given: after a rebalance its task does not run yet, and would not know the record.
     */
    private Optional<ConsumerRecords<byte[], byte[]>> nextBeforeGap() {
        if (!guard.hasGaps()) {
            return Optional.empty();
        }
        Set<TopicPartition> paused = main.paused();
        for (TopicPartition partition : main.assignment()) {
            if (paused.contains(partition)) {
                continue;
            }
            long position = main.position(partition, PATIENCE);
            Optional<Deaths.Gap> gap = guard.gap(partition, position);
            if (gap.isPresent()) {
                return Optional.of(nextBefore(partition, position, gap.get()));
            }
        }
        return Optional.empty();
    }

    private ConsumerRecords<byte[], byte[]> nextBefore(TopicPartition partition, long position, Deaths.Gap gap) {
        if (position < gap.first().offset()) {
            var records = probe.read(partition, position, gap.first().offset(), atOnce);
            if (!records.isEmpty()) {
                long next = records.get(records.size() - 1).offset() + 1;
                return guard.gatekeeper().admit(gone(partition, records, next));
            }
        }
        List<ConsumerRecord<byte[], byte[]>> inItsPlace =
                position <= gap.first().offset() ? List.of(guard.gatekeeper().unfetchable(gap)) : List.of();
        return gone(partition, inItsPlace, gap.resumeAt());
    }

    private ConsumerRecords<byte[], byte[]> gone(
            TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, long next) {
        main.seek(partition, next);
        return records.isEmpty()
                ? ConsumerRecords.empty()
                : new ConsumerRecords<>(Map.of(partition, records), Map.of(partition, new OffsetAndMetadata(next)));
    }

    private OptionalLong lag(TopicPartition partition) {
        OptionalLong end = ends.of(partition, main.assignment());
        if (end.isEmpty()) {
            return end;
        }
        long position = main.position(partition, PATIENCE);
        guard.stands(partition, position, end.getAsLong());
        return OptionalLong.of(Math.max(0, end.getAsLong() - position));
    }
}
