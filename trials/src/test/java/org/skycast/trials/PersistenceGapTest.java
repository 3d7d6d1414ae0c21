package org.skycast.trials;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.verify.Score;
import org.skycast.trials.PersistenceGap.Worse;

class PersistenceGapTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");

    private final PersistenceGap gap = new PersistenceGap();

    /** Cases of so many days, an hour apart; of every other one the errors are of the other sign. */
    private void add(String name, int days, double error, double persistence) {
        for (int hour = 0; hour < 24 * days; hour++) {
            int sign = hour % 2 == 0 ? 1 : -1;
            gap.add(new Score.OfVariable(
                    name,
                    Duration.ofHours(1),
                    BEGIN.plus(Duration.ofHours(hour)),
                    10,
                    sign * error,
                    Math.abs(error),
                    true,
                    OptionalDouble.of(-sign * persistence),
                    OptionalDouble.empty()));
        }
    }

    @Test
    void onlyWhatIsWorseIsNamedWithByHowMuchAndOverHowManyCases() {
        add("air_pressure", 10, 1.1, 1);
        add("air_temperature", 10, 0.9, 1);
        assertThat(gap.worse()).singleElement().satisfies(worse -> {
            assertThat(worse.name()).isEqualTo("air_pressure");
            assertThat(worse.cases()).isEqualTo(240);
            assertThat(worse.difference().relative().orElseThrow()).isBetween(0.0999, 0.1001);
            assertThat(worse.difference().interval().orElseThrow().isAboveZero())
                    .isTrue();
        });
    }

    @Test
    void ofAFewDaysNothingCanBeTold() {
        add("air_pressure", 3, 1.1, 1);
        assertThat(gap.worse().get(0).difference().interval()).isEmpty();
    }

    @Test
    void differenceOfOneSingleDayIsNoneToTellBy() {
        add("air_pressure", 10, 1, 1);
        gap.add(new Score.OfVariable(
                "air_pressure",
                Duration.ofHours(1),
                BEGIN,
                10,
                2,
                2,
                true,
                OptionalDouble.of(1),
                OptionalDouble.empty()));
        Worse worse = gap.worse().get(0);
        assertThat(worse.difference().interval().orElseThrow().isAboveZero()).isFalse();
    }

    @Test
    void whereStationsArePooledTheirCasesAreAddedUp() {
        add("air_pressure", 10, 1.1, 1);
        var pooled = new PersistenceGap();
        pooled.add(gap);
        pooled.add(gap);
        assertThat(pooled.worse()).extracting(Worse::cases).isEqualTo(List.of(480L));
        assertThat(gap.worse()).extracting(Worse::cases).isEqualTo(List.of(240L));
    }

    @Test
    void whatPersistenceCannotBeAskedForIsNotHeldAgainstIt() {
        gap.add(new Score.Missing("air_pressure", Duration.ofHours(1), BEGIN));
        assertThat(gap.isEmpty()).isTrue();
        assertThat(gap.worse()).isEmpty();
    }
}
