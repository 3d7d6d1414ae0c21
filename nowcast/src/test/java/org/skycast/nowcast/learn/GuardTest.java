package org.skycast.nowcast.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.learn.StubModel.Manner;
import org.skycast.nowcast.learn.TaughtRun.Voice;

/** What is issued is hardly ever worse than persistence, and as good as the model where that is good. */
class GuardTest {

    private static final int DAYS = 30;
    private static final List<Integer> LEADS = List.of(10, 30, 90, 240);

    private static final Map<String, TaughtRun> RUNS = new HashMap<>();

    private static TaughtRun run(Feature feature, Manner manner) {
        return RUNS.computeIfAbsent(feature + " " + manner, key -> {
            SyntheticStation station = new SyntheticStation(1, DAYS + 1);
            return TaughtRun.through(station, StubModel.of(feature, station, manner));
        });
    }

    @AfterAll
    static void forget() {
        RUNS.clear();
    }

    @ParameterizedTest
    @EnumSource(names = {"AIR_TEMPERATURE", "PRESSURE"})
    void nonsenseCostsNextToNothing(Feature feature) {
        TaughtRun run = run(feature, Manner.NONSENSE);
        for (int lead : LEADS) {
            isAtMost(1.05, run, feature, lead, Voice.PERSISTENCE, 0, 3);
            isAtMost(1.03, run, feature, lead, Voice.PERSISTENCE, 0, DAYS);
        }
    }

    @Test
    void nonsenseThatIsNearEnoughToBeMeantCostsLittleAndNotForLong() {
        TaughtRun run = run(Feature.PRESSURE, Manner.biased(1.2));
        for (int lead : LEADS) {
            isAtMost(1.2, run, Feature.PRESSURE, lead, Voice.PERSISTENCE, 0, 1);
            isAtMost(1.03, run, Feature.PRESSURE, lead, Voice.PERSISTENCE, 1, 3);
            isAtMost(1.03, run, Feature.PRESSURE, lead, Voice.PERSISTENCE, 0, DAYS);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AIR_TEMPERATURE", "GHI"})
    void goodModelIsHeardAfterTwoWeeks(Feature feature) {
        TaughtRun run = run(feature, Manner.NARROW);
        for (int lead : LEADS) {
            isAtMost(1.1, run, feature, lead, Voice.MODEL, 14, DAYS);
            isAtMost(1, run, feature, lead, Voice.PERSISTENCE, 3, DAYS);
        }
    }

    @Test
    void biasIsTakenFromAModel() {
        TaughtRun run = run(Feature.AIR_TEMPERATURE, Manner.biased(3));
        for (int lead : LEADS) {
            isAtMost(0.4, run, Feature.AIR_TEMPERATURE, lead, Voice.MODEL, 10, DAYS);
            double adapted = run.mae(Voice.ADAPTED, Feature.AIR_TEMPERATURE, lead, 10, DAYS);
            double model = run.mae(Voice.MODEL, Feature.AIR_TEMPERATURE, lead, 10, DAYS);
            assertThat(adapted / model).as("%d min", lead).isLessThan(0.4);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AIR_TEMPERATURE", "GHI"})
    void narrowQuantilesAreWidenedToWhatComesTrue(Feature feature) {
        TaughtRun run = run(feature, Manner.NARROW);
        for (int lead : LEADS) {
            assertThat(run.coverage(Voice.MODEL, feature, lead, 21, DAYS)).isLessThan(0.7);
            assertThat(run.coverage(Voice.ISSUED, feature, lead, 21, DAYS))
                    .as("%d min", lead)
                    .isBetween(0.7, 0.88);
        }
    }

    private static void isAtMost(
            double times, TaughtRun run, Feature feature, int lead, Voice voice, int fromDay, int toDay) {
        double issued = run.mae(Voice.ISSUED, feature, lead, fromDay, toDay);
        double other = run.mae(voice, feature, lead, fromDay, toDay);
        assertThat(issued / other)
                .as("issued against %s, %d min, days %d to %d", voice, lead, fromDay, toDay)
                .isLessThanOrEqualTo(times);
    }
}
