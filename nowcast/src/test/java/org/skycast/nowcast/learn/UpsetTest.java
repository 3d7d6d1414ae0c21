package org.skycast.nowcast.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.learn.StubModel.Manner;
import org.skycast.nowcast.learn.SyntheticStation.Measuring;
import org.skycast.nowcast.learn.TaughtRun.Voice;
import org.skycast.nowcast.station.Site;

/** What bad sensors, new sensors and new places do to what was learnt, and for how long. */
class UpsetTest {

    private static final int DAY = SyntheticStation.DAY;
    private static final int DAYS = 25;
    private static final int FROM = 8 * DAY;
    private static final List<Integer> LEADS = List.of(10, 30, 90, 240);
    private static final Feature TEMPERATURE = Feature.AIR_TEMPERATURE;
    private static final SyntheticStation WELL = new SyntheticStation(1, DAYS + 1);
    private static final TaughtRun UNDISTURBED = run(WELL, DAYS);

    private static TaughtRun run(SyntheticStation station, int days) {
        return new TaughtRun(
                        station,
                        StubModel.of(TEMPERATURE, station, Manner.biased(3)),
                        new Learning.Own(new MemoryLearningStore()))
                .take(0, days * DAY);
    }

    private static TaughtRun run(Measuring measuring, int days) {
        return run(SyntheticStation.measured(1, DAYS + 1, measuring), days);
    }

    private static double ofUndisturbed(TaughtRun run, int lead, int fromDay, int toDay) {
        return run.mae(Voice.ISSUED, TEMPERATURE, lead, fromDay, toDay)
                / UNDISTURBED.mae(Voice.ISSUED, TEMPERATURE, lead, fromDay, toDay);
    }

    /** Ways of a sensor to be bad that quality control may let pass. */
    enum Bad {
        TRIPLED,
        STUCK;

        Measuring until(int slot) {
            return (feature, at, truth) -> at < FROM || at >= slot ? truth : this == TRIPLED ? 3 * truth : 20;
        }
    }

    private static float median(Forecast forecast, int lead) {
        return forecast.variables().get(0).values().get(lead).get(StubModel.LEVELS.indexOf(0.5));
    }

    @ParameterizedTest
    @EnumSource
    void oneDayOfNonsenseMovesTheNextDaysMediansByLittleMoreThanPersistenceErrs(Bad bad) {
        TaughtRun run = run(bad.until(FROM + DAY), 10);
        for (int lead = 0; lead < 4; lead++) {
            double errs = UNDISTURBED.mae(Voice.PERSISTENCE, TEMPERATURE, LEADS.get(lead), 0, 8);
            for (int slot = FROM + DAY + 36; slot < 10 * DAY; slot++) {
                float moved = median(run.forecasts.get(slot), lead) - median(UNDISTURBED.forecasts.get(slot), lead);
                assertThat(Math.abs(moved)).isLessThan((float) (1.5 * errs));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void weekOfNonsenseIsMadeUpForAfterFiveDays(Bad bad) {
        TaughtRun run = run(bad.until(FROM + 7 * DAY), DAYS);
        assertThat(ofUndisturbed(run, 10, 20, DAYS)).isLessThan(1.1);
        assertThat(ofUndisturbed(run, 30, 20, DAYS)).isLessThan(1.1);
        assertThat(ofUndisturbed(run, 90, 20, DAYS)).isLessThan(1.15);
        assertThat(ofUndisturbed(run, 240, 20, DAYS))
                .as("of four hours there are few truths that tell something new")
                .isLessThan(1.7);
        for (int lead : LEADS) {
            assertThat(run.width(TEMPERATURE, lead, 20, DAYS))
                    .isBetween(
                            0.6 * UNDISTURBED.width(TEMPERATURE, lead, 20, DAYS),
                            2.5 * UNDISTURBED.width(TEMPERATURE, lead, 20, DAYS));
        }
    }

    @Test
    void newSensorThatReadsTwoDegreesMoreIsFollowed() {
        TaughtRun run = run((feature, slot, truth) -> slot < FROM ? truth : truth + 2, 18);
        for (int lead : LEADS) {
            assertThat(ofUndisturbed(run, lead, 13, 17)).as("%d min", lead).isLessThan(1.1);
        }
    }

    @Test
    void rhythmThatComesAnHourEarlierIsFollowed() {
        TaughtRun run = run(
                (feature, slot, truth) ->
                        slot < FROM ? truth : WELL.expected(feature, Math.min(slot + 6, WELL.slots() - 1), 0),
                18);
        for (int lead : List.of(10, 30, 90)) {
            assertThat(ofUndisturbed(run, lead, 13, 17)).as("%d min", lead).isLessThan(1.1);
        }
        assertThat(ofUndisturbed(run, 240, 13, 17))
                .as("the model stays an hour late for ever")
                .isLessThan(1.2);
    }

    @Test
    void stationThatIsMovedBeginsAnew() {
        Site site = SyntheticStation.SITE;
        Site away = new Site(site.latitude() + 1, site.longitude(), site.altitude());
        var moved = new SyntheticStation("x", 1, DAYS + 1, away, Measuring.WELL);
        var model = new StubModel(StubModel.only(TEMPERATURE), List.of(WELL, moved), Manner.biased(3));
        var learning = new Learning.Own(new MemoryLearningStore());
        TaughtRun run = new TaughtRun(WELL, model, learning).take(0, 3 * DAY);
        assertThat(run.snapshots).hasSize(3);
        assertThat(run.snapshots.get(2).days()).isEqualTo(3);

        TaughtRun there = new TaughtRun(moved, model, learning).take(3 * DAY, 5 * DAY);
        assertThat(there.snapshots).hasSize(2);
        assertThat(there.snapshots.get(0).cases()).isLessThan(10);
        assertThat(there.snapshots.get(1).days()).isBetween(1, 2);
    }

    @Test
    void stationThatIsMovedAFewMetresGoesOn() {
        Site site = SyntheticStation.SITE;
        Site near = new Site(site.latitude() + 0.001, site.longitude(), site.altitude() + 10);
        var moved = new SyntheticStation("x", 1, DAYS + 1, near, Measuring.WELL);
        var model = new StubModel(StubModel.only(TEMPERATURE), List.of(WELL, moved), Manner.biased(3));
        var learning = new Learning.Own(new MemoryLearningStore());
        new TaughtRun(WELL, model, learning).take(0, 3 * DAY);
        assertThat(new TaughtRun(moved, model, learning)
                        .take(3 * DAY, 4 * DAY)
                        .snapshots
                        .get(0)
                        .days())
                .isGreaterThanOrEqualTo(3);
    }
}
