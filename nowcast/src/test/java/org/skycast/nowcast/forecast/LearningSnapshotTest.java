package org.skycast.nowcast.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LearningSnapshotTest {

    private static final Instant FROM = Instant.parse("2026-06-02T00:00:00Z");

    private static LearningSnapshot snapshot(Optional<byte[]> learnt) {
        return new LearningSnapshot("a", new Forecaster.Model("m", "1", "ab"), FROM, 3, 4000, learnt);
    }

    @Test
    void snapshotsOfTheSameContentsAreEqual() {
        LearningSnapshot one = snapshot(Optional.of(new byte[] {1, 2}));
        assertThat(one).isEqualTo(snapshot(Optional.of(new byte[] {1, 2})));
        assertThat(one).hasSameHashCodeAs(snapshot(Optional.of(new byte[] {1, 2})));
        assertThat(one).isNotEqualTo(snapshot(Optional.of(new byte[] {1, 3})));
        assertThat(one).isNotEqualTo(snapshot(Optional.empty()));
        assertThat(snapshot(Optional.empty())).isEqualTo(snapshot(Optional.empty()));
    }
}
