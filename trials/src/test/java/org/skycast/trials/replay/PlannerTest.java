package org.skycast.trials.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.skycast.streams.StartupException;
import org.skycast.trials.replay.ReplayPlan.Ask;

class PlannerTest {

    private static final Instant FROM = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration HISTORY = Duration.ofHours(6);
    private static final Ask ASK = new Ask(
            FROM,
            FROM.plus(Duration.ofDays(1)),
            new TreeSet<>(),
            "a",
            "",
            0,
            Duration.ofHours(24),
            AskedLearning.AUTO,
            Ask.WARM_UP,
            new TreeSet<>());

    private static void check(Instant kept) {
        Planner.checkKept("t", ASK, HISTORY, Duration.ofMinutes(10), kept);
    }

    @Test
    void rangeWithItsHistoryIsReplayedWhereAllOfItIsLeft() {
        assertThatCode(() -> check(FROM.minus(HISTORY).minus(Duration.ofMinutes(10))))
                .doesNotThrowAnyException();
    }

    @Test
    void whatRetentionHasLeftIsNamedWithAFullHistoryBeforeIt() {
        assertThatThrownBy(() -> check(Instant.parse("2026-05-01T08:03:00Z")))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("Retention has taken from t what is older than 2026-05-01T08:10:00Z")
                .hasMessageEndingWith("what remains can be replayed with --from 2026-05-01T14:10:00Z.");
    }

    @Test
    void rangeOfWhichNothingIsLeftIsSaidToBe() {
        assertThatThrownBy(() -> check(FROM.plus(Duration.ofDays(3))))
                .hasMessageEndingWith("nothing of the range remains.");
    }

    @Test
    void learningBeginsAsLongBeforeTheRangeAsIsAskedForOrAsTheLogGoesBack() {
        Instant asked = FROM.minus(Duration.ofDays(21));
        assertThat(Planner.warmFrom(ASK, Optional.empty())).isEqualTo(asked);
        assertThat(Planner.warmFrom(ASK, Optional.of(asked.minusSeconds(1)))).isEqualTo(asked);
        Instant later = FROM.minus(Duration.ofDays(4));
        assertThat(Planner.warmFrom(ASK, Optional.of(later))).isEqualTo(later);
        assertThat(Planner.warmFrom(ASK, Optional.of(FROM.plusSeconds(1)))).isEqualTo(FROM);
    }
}
