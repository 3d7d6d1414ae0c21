package org.skycast.streams.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.skycast.streams.metrics.StageMetrics.Lag;

class LagWatchTest {

    private static final TopicPartition A0 = new TopicPartition("a", 0);
    private static final TopicPartition A1 = new TopicPartition("a", 1);

    private final LagWatch watch = new LagWatch();

    private void look(int second, Map<TopicPartition, Long> committed, Map<TopicPartition, Long> ends) {
        watch.look(committed, ends, Duration.ofSeconds(second).toNanos());
    }

    @Test
    void recordsAreAddedUpAndTheOldestThatWaitsTellsTheTime() {
        look(0, Map.of(A0, 10L, A1, 5L), Map.of(A0, 10L, A1, 5L));
        assertThat(watch.of("a")).isEqualTo(Lag.NONE);
        look(15, Map.of(A0, 10L, A1, 5L), Map.of(A0, 14L, A1, 5L));
        look(30, Map.of(A0, 10L, A1, 5L), Map.of(A0, 20L, A1, 6L));
        assertThat(watch.of("a")).isEqualTo(new Lag(11, 15));
        look(45, Map.of(A0, 14L, A1, 6L), Map.of(A0, 20L, A1, 6L));
        assertThat(watch.of("a")).isEqualTo(new Lag(6, 15));
        look(60, Map.of(A0, 20L, A1, 6L), Map.of(A0, 20L, A1, 6L));
        assertThat(watch.of("a")).isEqualTo(Lag.NONE);
    }

    @Test
    void anEndThatNobodyTellsKeepsWhatWasKnown() {
        look(0, Map.of(A0, 3L), Map.of(A0, 9L));
        look(60, Map.of(A0, 3L), Map.of());
        assertThat(watch.of("a")).isEqualTo(new Lag(6, 60));
    }

    @Test
    void aPartitionThatMovedAwayIsNoLagOfThisProcess() {
        look(0, Map.of(A0, 3L), Map.of(A0, 9L));
        look(15, Map.of(), Map.of());
        assertThat(watch.of("a")).isEqualTo(Lag.NONE);
    }

    @Test
    void aLagOfDaysTakesNoMoreMemory() {
        for (int i = 0; i < 10_000; i++) {
            look(15 * i, Map.of(A0, 0L), Map.of(A0, 1L + i));
        }
        assertThat(watch.of("a")).isEqualTo(new Lag(10_000, 15 * 9_999));
    }
}
