package org.skycast.nowcast.verify.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.skycast.nowcast.verify.rolling.Scores.CHAMPION;
import static org.skycast.nowcast.verify.rolling.Scores.START;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a drift rests on: by how many cases it is told, and what it tells of them. */
class DriftCasesTest extends DriftScene {

    @Test
    void aDriftTellsWhatItWasFoundBy() {
        steady(10);
        slots(9 * DAY, 18, true, CHAMPION, 1.2);
        OpenDrift mean = open(DriftRule.INPUT_MEAN);
        DriftEvidence by = mean.evidence().orElseThrow();
        assertThat(by.baseline()).isEqualTo(10);
        assertThat(Math.abs(by.value() - by.baseline()) / 2).isCloseTo(mean.level(), within(1e-9));
        assertThat(by.cases()).isEqualTo(7 * DAY);
        assertThat(DriftSentence.of("a", mean))
                .matches(
                        "At a the week's mean air temperature of 1\\d\\.\\d degC is \\d\\.\\d\\d standard deviations from the"
                                + " training's 10\\.0 degC, more than 3\\.00, by 1008 values\\.");
        OpenDrift below = open(DriftRule.BELOW_PERSISTENCE);
        assertThat(below.evidence().orElseThrow().value()).isCloseTo(1.2, within(0.01));
        assertThat(below.evidence().orElseThrow().baseline()).isEqualTo(1);
        assertThat(below.evidence().orElseThrow().lead()).isPresent();
        assertThat(DriftSentence.of("a", below))
                .contains(
                        "forecasts of air temperature at +",
                        "err by 1.20 degC and persistence by 1.00 degC, by 1008 cases");
    }

    /** 100 cases are there after 17 hours, and the first night of a station may well be its worst. */
    @Test
    void skillIsJudgedOnceThereIsADayOfCases() {
        slots(DAY - 1, 10, true, CHAMPION, 3);
        assertThat(told).isEmpty();
        slots(37, 10, true, CHAMPION, 3);
        assertThat(told).containsExactly("RAISED a/skill-below-persistence/air_temperature");
    }

    /** What a station has yet to teach costs some hundredths in its first days; a model that is bad is told all the same. */
    @Test
    void byLessThanAWeekItTakesMoreToBeWorseThanPersistence() {
        slots(3 * DAY, 10, true, CHAMPION, 1.12);
        assertThat(told).isEmpty();
        slots(5 * DAY, 10, true, CHAMPION, 1.12);
        assertThat(told).first().isEqualTo("RAISED a/skill-below-persistence/air_temperature");
        assertThat(open(DriftRule.BELOW_PERSISTENCE).onset()).isAfter(START.plus(Duration.ofDays(4)));
    }

    @Test
    void aModelThatIsHardlyWorseThanPersistenceIsNoDrift() {
        slots(10 * DAY, 10, true, CHAMPION, 1.09);
        assertThat(told).isEmpty();
    }

    /** A station that comes back without one of its sensors may still warm up. */
    @Test
    void aSensorIsLostOnceThereIsADayOfItsStation() {
        steady(10);
        slot += 2 * DAY;
        slots(DAY - 1, 10, false, CHAMPION, 0.5);
        assertThat(told).isEmpty();
        slots(37, 10, false, CHAMPION, 0.5);
        assertThat(told).containsExactly("RAISED a/input-lost/air_pressure");
    }
}
