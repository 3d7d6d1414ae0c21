package org.skycast.streams.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreWatchTest {

    private static final TopicPartition A = new TopicPartition("changelog", 0);
    private static final TopicPartition B = new TopicPartition("changelog", 1);

    private final RestoreWatch watch = new RestoreWatch("verify", () -> 0, sentence -> {});

    @Test
    void whatIsLeftIsToldOverAllStoresUntilTheyAreRestored() {
        assertThat(watch.sentence()).isEmpty();
        watch.onRestoreStart(A, "scores", 100, 1_100);
        watch.onRestoreStart(B, "scores", 0, 1_000);
        assertThat(watch.extent()).contains(new RestoreWatch.Extent(2_000, 0));
        watch.onBatchRestored(A, "scores", 599, 450);
        assertThat(watch.sentence()).contains("25% of its state is restored, and 1500 records are left");
        watch.onRestoreEnd(A, "scores", 900);
        assertThat(watch.extent()).contains(new RestoreWatch.Extent(1_000, 0));
        watch.onRestoreSuspended(B, "scores", 0);
        assertThat(watch.extent()).isEmpty();
    }

    @Test
    void aStoreThatHasAllIsNotRestored() {
        watch.onRestoreStart(A, "scores", 100, 100);
        assertThat(watch.extent()).isEmpty();
    }
}
