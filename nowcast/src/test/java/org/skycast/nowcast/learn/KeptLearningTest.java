package org.skycast.nowcast.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.forecast.LearningSnapshot;

/** Which of what a station has taught is kept. */
class KeptLearningTest {

    private static final Instant DAY = Instant.parse("2026-06-01T00:00:00Z");

    private static Model model(String sha256) {
        return new Model("m", "1", sha256);
    }

    private static LearningSnapshot snapshot(String sha256, int days) {
        return new LearningSnapshot(
                "x", model(sha256), DAY.plusSeconds(86_400L * days), days, days, Optional.of(new byte[] {(byte) days}));
    }

    private static LearningState state(String sha256, int days) {
        return new LearningState(model(sha256), snapshot(sha256, days), new byte[0], new byte[0]);
    }

    @Test
    void stateTakesThePlaceOfTheOneBefore() {
        var states = LearningStates.NONE.with(state("a", 1)).with(state("a", 2));
        assertThat(states.newestFirst()).containsExactly(state("a", 2));
    }

    @Test
    void twoModelsUsedLastAreKept() {
        var states = LearningStates.NONE
                .with(state("a", 1))
                .with(state("b", 1))
                .with(state("a", 2))
                .with(state("c", 3));
        assertThat(states.of(model("a"))).contains(state("a", 2));
        assertThat(states.of(model("b"))).isEmpty();
        assertThat(states.of(model("c"))).contains(state("c", 3));
    }

    @Test
    void newestSnapshotOfTheModelIsHandedOver() {
        var told = HandedOver.NONE.with(snapshot("a", 1)).with(snapshot("b", 1)).with(snapshot("a", 2));
        assertThat(told.of(model("a"), DAY.plusSeconds(86_400L * 2))).contains(snapshot("a", 2));
        assertThat(told.of(model("b"), DAY.plusSeconds(86_400L * 2))).contains(snapshot("b", 1));
        assertThat(told.of(model("c"), DAY.plusSeconds(86_400L * 2))).isEmpty();
    }

    @Test
    void snapshotFromAfterTheSlotIsNotHandedOver() {
        var told = HandedOver.NONE.with(snapshot("a", 2));
        assertThat(told.of(model("a"), DAY.plusSeconds(86_400L * 2 - 600))).isEmpty();
    }

    @Test
    void learningThatWasTurnedOffIsNotHandedOver() {
        var ended = new LearningSnapshot("x", model("a"), DAY.plusSeconds(86_400L * 2), 2, 2, Optional.empty());
        var told = HandedOver.NONE.with(snapshot("a", 1)).with(ended);
        assertThat(told.of(model("a"), DAY.plusSeconds(86_400L * 3))).isEmpty();
    }

    @Test
    void modelToldOfLongestAgoIsForgotten() {
        var told = HandedOver.NONE
                .with(snapshot("a", 1))
                .with(snapshot("b", 1))
                .with(snapshot("c", 1))
                .with(snapshot("a", 2))
                .with(snapshot("d", 1))
                .with(snapshot("e", 1));
        assertThat(told.newestFirst())
                .extracting(snapshot -> snapshot.model().sha256())
                .containsExactly("e", "d", "a", "c");
    }
}
