package org.skycast.nowcast.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.nowcast.warning.MadeSeries.at;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.nowcast.alert.AlertCondition.Measure;

/** Runs of slots that meet a condition, by hand-made slots. */
class EventRunsTest {

    private static List<String> runs(String letters) {
        return EventRuns.of("s", MadeSeries.frost(letters), at(0), at(letters.length())).stream()
                .map(event -> "%d-%d%s"
                        .formatted(slots(event.onset()), slots(event.end()), event.isBeginSeen() ? "" : " unseen"))
                .toList();
    }

    private static long slots(java.time.Instant time) {
        return java.time.Duration.between(at(0), time).dividedBy(MadeSeries.SLOT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "oxxxo|1-4",
                "oxoxo|1-4",
                "oxooxo|1-5",
                "oxoooxo|1-2,5-6",
                "ooooo|",
                "xxo|0-2 unseen",
                "ox   xo|1-6",
                "ox        xo|1-2,10-11 unseen",
                "o   xo|4-5",
                "oxo   ooxo|1-2,8-9",
                "oxx|1-3",
            })
    void runsWithTwoSlotsBetweenThemAreOne(String letters, String expected) {
        assertThat(String.join(",", runs(letters))).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void anEventIsFollowedBeyondTheRangeAndOneThatBeganBeforeItIsNotOfIt() {
        WeatherTruth truth = MadeSeries.frost("oxxxooooxxxxoooo");
        assertThat(EventRuns.of("s", truth, at(2), at(9)))
                .extracting(event -> slots(event.onset()) + "-" + slots(event.end()))
                .containsExactly("8-12");
    }

    @Test
    void theWorstIsTheFurthestBeyondTheThreshold() {
        assertThat(EventRuns.of("s", MadeSeries.frost("oxxxo"), at(0), at(5))
                        .get(0)
                        .worst())
                .isEqualTo(-4);
    }

    /** However the slots fall: events do not touch, begin and end with a slot that meets it, and hold every one that does. */
    @Test
    void everySlotThatMeetsItIsInOneEvent() {
        var random = new Random(7);
        for (int trial = 0; trial < 300; trial++) {
            var letters = new StringBuilder("o");
            for (int i = 0; i < 80; i++) {
                letters.append("xxooo ".charAt(random.nextInt(6)));
            }
            List<ObservedEvent> events =
                    EventRuns.of("s", MadeSeries.frost(letters.toString()), at(0), at(letters.length()));
            for (int i = 0; i < letters.length(); i++) {
                int slot = i;
                long holding = events.stream()
                        .filter(event ->
                                !event.onset().isAfter(at(slot)) && event.end().isAfter(at(slot)))
                        .count();
                assertThat(holding).isBetween(letters.charAt(i) == 'x' ? 1L : 0L, 1L);
            }
            assertThat(events).allSatisfy(event -> {
                assertThat(letters.charAt((int) slots(event.onset()))).isEqualTo('x');
                assertThat(letters.charAt((int) slots(event.end()) - 1)).isEqualTo('x');
                assertThat(letters.substring((int) slots(event.onset()), (int) slots(event.end()))
                                .replace(" ", ""))
                        .doesNotContain("ooo");
            });
        }
    }

    @Test
    void aChangeIsReckonedOfAnySlotThatLiesALeadBefore() {
        var series = new SlotSeries(MadeSeries.SLOT);
        double[] values = {500, 480, 450, 300, 150, 150, 160, 160, 160, 160, 160, 150};
        for (int i = 0; i < values.length; i++) {
            series.put(at(i + 1), values[i]);
        }
        WeatherTruth truth = MadeSeries.truth(series, Measure.CHANGE, -300);
        assertThat(truth.measure(at(5))).isEqualTo(-350);
        assertThat(truth.isMet(at(1))).isEmpty();
        assertThat(EventRuns.of("s", truth, at(1), at(12)))
                .extracting(event -> slots(event.onset()) + "-" + slots(event.end()))
                .containsExactly("4-8");
        // Of a forecast, the newest value is what it took for it.
        assertThat(truth.came(at(1), OptionalDouble.of(500))).contains(true);
        assertThat(truth.came(at(1), OptionalDouble.of(400))).contains(false);
        assertThat(truth.came(at(1), OptionalDouble.empty())).isEmpty();
    }

    @Test
    void aWindowIsTrueWithOneSlotAndFalseOnlyIfEnoughWasMeasured() {
        OptionalDouble none = OptionalDouble.empty();
        assertThat(MadeSeries.frost("oooooox").came(at(1), none)).contains(true);
        assertThat(MadeSeries.frost("ooooooox").came(at(1), none)).contains(false);
        assertThat(MadeSeries.frost("o     x").came(at(1), none)).contains(true);
        assertThat(MadeSeries.frost("o     o").came(at(1), none)).contains(false);
        assertThat(MadeSeries.frost("o").came(at(1), none)).isEmpty();
    }

    @Test
    void anAmendedSlotStandsInThePlaceOfTheEarlier() {
        SlotSeries series = MadeSeries.of("xo");
        series.put(at(1), 3);
        series.put(at(2), Double.NaN);
        assertThat(series.at(at(1))).isEqualTo(3);
        assertThat(series.at(at(2))).isNaN();
    }
}
