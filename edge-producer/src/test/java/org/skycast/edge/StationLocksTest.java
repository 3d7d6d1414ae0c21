package org.skycast.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StationLocksTest {

    private final StationLocks locks = new StationLocks();

    @Test
    void whoWaitsForABusyStationKeepsNoOtherFromAnyone() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        var held = new CountDownLatch(1);
        var letGo = new CountDownLatch(1);
        Future<?> busy = threads.submit(() -> locks.holding(Set.of("b"), () -> {
            held.countDown();
            await(letGo);
        }));
        held.await();
        Future<?> both = threads.submit(() -> locks.holding(List.of("a", "b"), () -> {}));
        for (int i = 0; i < 1000; i++) {
            // Were it kept, this would not return.
            locks.holding(Set.of("a"), () -> {});
        }
        assertThat(both.isDone()).isFalse();
        letGo.countDown();
        busy.get();
        both.get();
        threads.shutdown();
    }

    @Test
    void oneThreadAtATimeWorksOnAStation() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        int[] sum = {0};
        List<Future<?>> working = List.of(
                threads.submit(() -> add(Set.of("a"), sum)),
                threads.submit(() -> add(Set.of("a", "b"), sum)),
                threads.submit(() -> add(Set.of("c", "a"), sum)),
                threads.submit(() -> add(Set.of("b", "a", "c"), sum)));
        for (Future<?> one : working) {
            one.get();
        }
        threads.shutdown();
        assertThat(sum[0]).isEqualTo(4 * 10_000);
    }

    private void add(Set<String> stations, int[] sum) {
        for (int i = 0; i < 10_000; i++) {
            locks.holding(stations, () -> sum[0]++);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
