package org.skycast.nowcast.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.forecast.LearningSnapshot;
import org.skycast.nowcast.learn.Lessons.Form;
import org.skycast.nowcast.learn.StubModel.Manner;
import org.skycast.nowcast.learn.SyntheticStation.Measuring;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.Origin;

/** Which truths are learnt from, and when; and what is gone on from. */
class TeachingTest {

    private static final int DAY = SyntheticStation.DAY;

    /** A slot that is told only later. */
    private static final int LATE = 50;

    private final SyntheticStation station = new SyntheticStation(7, 6);
    private final SyntheticStation gap =
            SyntheticStation.measured(7, 6, (feature, slot, truth) -> slot == LATE ? Double.NaN : truth);
    private final StubModel model = StubModel.of(Feature.AIR_TEMPERATURE, station, Manner.RIGHT);
    private final Form form = Form.of(model.forecastSpec());

    /** An amendment of the slot that brings what was lacking. */
    private LoggedObservation amendment(int revision) {
        return new LoggedObservation(
                station.observation(LATE, revision),
                new Origin("o", 0, 10_000 + revision),
                SyntheticStation.of(LATE).end());
    }

    private long cases(LearningStore store) {
        return Lessons.read(form, store.state(model.model()).orElseThrow().learnt(), (site, feature) -> lead -> 0.5)
                .cases();
    }

    /** How many cases the log teaches, with amendments of the late slot after another. */
    private long cases(int afterSlot, int amendments) {
        var store = new MemoryLearningStore();
        TaughtRun run = new TaughtRun(gap, model, new Learning.Own(store)).take(0, afterSlot + 1);
        for (int i = 1; i <= amendments; i++) {
            run.take(amendment(i));
        }
        run.take(afterSlot + 1, 100);
        return cases(store);
    }

    @Test
    void truthThatAnAmendmentBringsEntersOnce() {
        long without = cases(LATE + 5, 0);
        assertThat(cases(LATE + 5, 1)).as("of each of four leads").isEqualTo(without + 4);
        assertThat(cases(LATE + 12, 1)).as("two hours later").isEqualTo(without + 4);
        assertThat(cases(LATE + 5, 3)).as("told again").isEqualTo(without + 4);
        assertThat(cases(LATE + 13, 1)).as("later than two hours").isEqualTo(without);
    }

    @Test
    void truthThatWasToldIsNotLearntAgainFromAnAmendment() {
        var store = new MemoryLearningStore();
        TaughtRun run = new TaughtRun(station, model, new Learning.Own(store)).take(0, LATE + 3);
        LearningState before = store.state(model.model()).orElseThrow();
        run.take(amendment(1));
        assertThat(store.state(model.model())).contains(before);
    }

    @Test
    void forecastsFromValuesOlderThanAnHourAreFiniteAndTeachNothing() {
        Measuring out = (feature, slot, truth) -> slot >= 100 && slot < 120 ? Double.NaN : truth;
        SyntheticStation silent = SyntheticStation.measured(7, 6, out);
        var store = new MemoryLearningStore();
        TaughtRun run = new TaughtRun(
                        silent, StubModel.of(Feature.AIR_TEMPERATURE, silent, Manner.RIGHT), new Learning.Own(store))
                .take(0, 106);
        long awaited = store.state(model.model()).orElseThrow().awaited().length;
        run.take(106, 118);
        assertThat(store.state(model.model()).orElseThrow().awaited().length)
                .as("none is added, and those of four hours are still awaited")
                .isLessThanOrEqualTo((int) awaited)
                .isPositive();
        run.take(118, 120);
        assertThat(run.forecasts).hasSize(120);
        assertThat(run.forecasts.get(119).variables().get(0).values())
                .allSatisfy(lead -> assertThat(lead).isSorted().allMatch(Float::isFinite));
        long cases = cases(store);
        run.take(120, 121);
        assertThat(cases(store)).as("only that of four hours was awaited").isEqualTo(cases + 1);
    }

    @Test
    void learningGoesOnFromWhatWasLearntBeforeItWasOff() {
        var store = new MemoryLearningStore();
        new TaughtRun(station, model, new Learning.Own(store)).take(0, 2 * DAY);
        long cases = cases(store);

        TaughtRun off = new TaughtRun(station, model, new Learning.Off(store)).take(2 * DAY, 3 * DAY);
        assertThat(off.snapshots).hasSize(1);
        assertThat(off.snapshots.get(0).learnt()).isEmpty();
        assertThat(off.forecasts)
                .allMatch(forecast -> forecast.lineage().learnt().isEmpty());
        assertThat(cases(store)).isEqualTo(cases);

        TaughtRun on = new TaughtRun(station, model, new Learning.Own(store)).take(3 * DAY, 3 * DAY + 1);
        assertThat(on.snapshots).hasSize(1);
        assertThat(on.snapshots.get(0).cases()).isEqualTo(cases);
        assertThat(on.forecasts.get(0).lineage().learnt()).isPresent();
    }

    /** Has no state, and was handed these bytes. */
    private LearningStore handed(byte[] learnt) {
        return new LearningStore() {
            private final LearningStore own = new MemoryLearningStore();

            @Override
            public Optional<LearningState> state(Model model) {
                return own.state(model);
            }

            @Override
            public void keep(LearningState state) {
                own.keep(state);
            }

            @Override
            public Optional<LearningSnapshot> handedOver(Model model, Instant slotStart) {
                return Optional.of(new LearningSnapshot("x", model, slotStart, 9, 9, Optional.of(learnt)));
            }
        };
    }

    private LearningSnapshot begunWith(byte[] learnt) {
        return new TaughtRun(station, model, new Learning.Own(handed(learnt)))
                .take(2 * DAY, 2 * DAY + 1)
                .snapshots
                .get(0);
    }

    @Test
    void modelThatWasTaughtOnAsAShadowBringsThatWhenItComesBack() {
        byte[] meanwhile = new TaughtRun(station, model, new Learning.Own(new MemoryLearningStore()))
                .take(0, 5 * DAY)
                .snapshots
                .get(4)
                .learnt()
                .orElseThrow();
        var run = new TaughtRun(station, model, new Learning.Own(handed(meanwhile)));
        run.take(0, 2 * DAY);
        int before = run.snapshots.size();
        run.take(5 * DAY, 5 * DAY + 1);
        assertThat(run.snapshots).hasSize(before + 1);
        assertThat(run.snapshots.get(before).learnt()).contains(meanwhile);
    }

    @Test
    void whatWasHandedOverIsGoneOnFromAndBytesOfAnotherFormAreNot() {
        LearningSnapshot known = new TaughtRun(station, model, new Learning.Own(new MemoryLearningStore()))
                .take(0, 2 * DAY)
                .snapshots
                .get(1);
        byte[] learnt = known.learnt().orElseThrow();
        assertThat(begunWith(learnt).learnt()).contains(learnt);
        assertThat(begunWith(learnt).days()).isEqualTo(known.days()).isPositive();

        byte[] otherVersion = learnt.clone();
        otherVersion[0]++;
        assertThat(begunWith(otherVersion).cases()).isZero();
        assertThat(begunWith(Arrays.copyOf(learnt, learnt.length - 1)).cases()).isZero();
        assertThat(begunWith(new byte[0]).cases()).isZero();
        assertThat(begunWith(new byte[] {1, 2, 3}).cases()).isZero();
    }

    @Test
    void recordedBytesOfAnotherFormNeverThrow() {
        for (byte[] learnt : new byte[][] {{}, {1, 2, 3}, new byte[9000]}) {
            Learning recorded = new Learning.Recorded((of, logged) ->
                    Optional.of(new LearningSnapshot("x", of, SyntheticStation.BEGIN, 9, 9, Optional.of(learnt))));
            assertThat(new TaughtRun(station, model, recorded).take(0, 20).forecasts)
                    .hasSize(20);
        }
    }
}
