package org.skycast.trials.replay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.skycast.trials.replay.PairedForecasts.Step;
import org.skycast.trials.replay.ReplayPlan.Span;

/**
 * Compares partition by partition, several at a time, for a station's records all stand in one. Each partition is summed up
 * by itself, and the sums are added up in the order of partitions: they are the same, bit for bit, however many threads
 * there are.
 */
final class PartitionComparisons {

    private static final Duration LOOK = Duration.ofMillis(250);

    private final ReplayPlan plan;
    private final BiConsumer<Span, Consumer<Step>> walk;

    /** @param walk goes along a partition and tells of each observation; is called by several threads */
    PartitionComparisons(ReplayPlan plan, BiConsumer<Span, Consumer<Step>> walk) {
        this.plan = plan;
        this.walk = walk;
    }

    /**
     * Compares all of the plan.
     *
     * @param threads how many partitions at a time
     * @param done is told from time to time how many observations have been compared
     */
    PairedComparison run(int threads, LongConsumer done) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            var compared = new AtomicLong();
            Deque<Future<PairedComparison>> parts = new ArrayDeque<>();
            plan.spans().forEach(span -> parts.add(pool.submit(() -> compare(span, compared))));
            var all = new PairedComparison(plan.ask().amendment());
            while (!parts.isEmpty()) {
                // What is added up is let go: of many partitions only a few are held at a time.
                all.add(result(parts.remove(), () -> done.accept(compared.get())));
            }
            return all;
        } finally {
            pool.shutdownNow();
        }
    }

    private PairedComparison compare(Span span, AtomicLong compared) {
        var paired = new PairedComparison(plan.ask().amendment());
        walk.accept(span, step -> {
            paired.add(step);
            compared.incrementAndGet();
        });
        paired.endStations();
        return paired;
    }

    private static PairedComparison result(Future<PairedComparison> part, Runnable look) throws InterruptedException {
        while (true) {
            try {
                return part.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                look.run();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e);
            }
        }
    }
}
