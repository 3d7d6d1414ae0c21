package org.skycast.nowcast.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RhythmTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(10);
    private static final int DAY = 144;

    private static Rhythm of(IntPredicate measured) {
        List<Instant> starts = IntStream.range(0, DAY)
                .filter(measured)
                .mapToObj(slot -> BEGIN.plus(SLOT.multipliedBy(slot)))
                .toList();
        return Rhythm.of(starts, SLOT);
    }

    @Test
    void itIsTheGapThatIsKept() {
        assertThat(of(slot -> true).gap()).isEqualTo(SLOT);
        assertThat(of(slot -> slot % 6 == 0).gap()).isEqualTo(Duration.ofHours(1));
        assertThat(of(slot -> slot % 3 == 1).gap()).isEqualTo(Duration.ofMinutes(30));
        // A few failed: the others still say what was to come.
        assertThat(of(slot -> slot % 6 == 0 && slot != 60 && slot != 90).gap()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void whatFailsNowAndThenIsHeldToEverySlot() {
        for (long seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            double share = 0.1 + 0.8 * random.nextDouble();
            assertThat(of(slot -> random.nextDouble() < share).gap()).isEqualTo(SLOT);
        }
    }

    @Test
    void aFewReadingsAreNoRhythm() {
        assertThat(of(slot -> slot % 36 == 0).gap()).isEqualTo(SLOT);
        assertThat(of(slot -> false).gap()).isEqualTo(SLOT);
    }

    @Test
    void nothingIsDueBetweenTwoReadings() {
        Rhythm hourly = of(slot -> slot % 6 == 0);
        assertThat(hourly.isDue(BEGIN, BEGIN.plus(Duration.ofMinutes(50)))).isFalse();
        assertThat(hourly.isDue(BEGIN, BEGIN.plus(Duration.ofMinutes(60)))).isTrue();
        assertThat(hourly.completeness(6, Duration.ofHours(6))).isEqualTo(1);
        assertThat(hourly.completeness(3, Duration.ofHours(6))).isEqualTo(0.5);
        assertThat(hourly.completeness(7, Duration.ofHours(6))).isEqualTo(1);
    }
}
