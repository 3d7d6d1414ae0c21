package org.skycast.nowcast.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.LearningSnapshot;
import org.skycast.nowcast.forecast.Reach;
import org.skycast.nowcast.learn.StubModel.Manner;
import org.skycast.nowcast.learn.SyntheticStation.Measuring;
import org.skycast.nowcast.session.ForecastSession;
import org.skycast.nowcast.session.MemoryHistoryStore;
import org.skycast.nowcast.session.SlotModels;
import org.skycast.nowcast.station.Site;

/** The same log gives the same lessons and forecasts, wherever and however often it is read. */
class SameLogTest {

    private static final int DAYS = 5;
    private static final int SLOTS = DAYS * SyntheticStation.DAY;

    /** Silent for most of a quarter of a day, now and then. */
    private static final Measuring GAPS = (feature, slot, truth) -> slot % 200 < 34 ? Double.NaN : truth;

    private final SyntheticStation station = SyntheticStation.measured(3, DAYS + 1, GAPS);
    private final StubModel model = StubModel.of(Feature.AIR_TEMPERATURE, station, Manner.biased(1));

    private TaughtRun own(LearningStore store) {
        return new TaughtRun(station, model, new Learning.Own(store));
    }

    private static Learning recorded(List<LearningSnapshot> snapshots) {
        return new Learning.Recorded((model, logged) -> snapshots.stream()
                .filter(snapshot ->
                        !snapshot.from().isAfter(logged.observation().slot().start()))
                .reduce((older, newer) -> newer));
    }

    @Test
    void sameLogTwiceGivesTheSameBytes() {
        var first = new MemoryLearningStore();
        var second = new MemoryLearningStore();
        TaughtRun one = own(first).take(0, SLOTS);
        TaughtRun other = own(second).take(0, SLOTS);
        assertThat(other.snapshots).isEqualTo(one.snapshots);
        assertThat(other.forecasts).isEqualTo(one.forecasts);
        assertThat(second.state(model.model())).isEqualTo(first.state(model.model()));
        assertThat(one.snapshots).hasSize(DAYS);
    }

    /** Forgets everything but what it was given to keep, as bytes. */
    private static final class SerialStore implements LearningStore {
        private Optional<LearningState> kept = Optional.empty();

        private static LearningState copy(LearningState state) {
            LearningSnapshot is = state.inForce();
            return new LearningState(
                    state.model(),
                    new LearningSnapshot(
                            is.stationId(),
                            is.model(),
                            is.from(),
                            is.days(),
                            is.cases(),
                            is.learnt().map(byte[]::clone)),
                    state.learnt().clone(),
                    state.awaited().clone());
        }

        @Override
        public Optional<LearningState> state(Forecaster.Model model) {
            return kept.map(SerialStore::copy);
        }

        @Override
        public void keep(LearningState state) {
            kept = Optional.of(copy(state));
        }
    }

    @Test
    void crashBetweenAnyTwoObservationsChangesNothing() {
        var history = new MemoryHistoryStore();
        var store = new SerialStore();
        List<Forecast> forecasts = new ArrayList<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            new ForecastSession(history)
                    .take(station.logged(slot), SlotModels.only(model, new Learning.Own(store)))
                    .issue()
                    .map(Issue::forecast)
                    .ifPresent(forecasts::add);
        }
        assertThat(forecasts).isEqualTo(own(new MemoryLearningStore()).take(0, SLOTS).forecasts);
    }

    @Test
    void replayWithTheSnapshotsThatWereToldGivesTheVeryForecastsAndTellsNothing() {
        TaughtRun live = own(new MemoryLearningStore()).take(0, SLOTS);
        TaughtRun replay = new TaughtRun(station, model, recorded(live.snapshots)).take(0, SLOTS);
        assertThat(replay.forecasts).isEqualTo(live.forecasts);
        assertThat(replay.snapshots).isEmpty();
    }

    @Test
    void replayFromTheMiddleNeedsNoMoreHistoryThanTheModelRemembers() {
        TaughtRun live = own(new MemoryLearningStore()).take(0, SLOTS);
        int remembers = (int) model.remembers().slots().dividedBy(SyntheticStation.SLOT);
        for (int from : List.of(300, 434, 500, 632)) {
            TaughtRun replay =
                    new TaughtRun(station, model, recorded(live.snapshots)).take(from - remembers + 1, SLOTS);
            assertThat(since(from, replay)).isNotEmpty().isEqualTo(since(from, live));
        }
    }

    private static List<Forecast> since(int slot, TaughtRun run) {
        return run.forecasts.stream()
                .filter(forecast -> SyntheticStation.ending(forecast.referenceTime()) >= slot)
                .toList();
    }

    @Test
    void whatOthersRememberChangesNothing() {
        var history = new MemoryHistoryStore();
        var models = TaughtRun.models(
                new TaughtForecaster(model),
                new Reach(Duration.ofDays(2), Duration.ofHours(1)),
                new Learning.Own(new MemoryLearningStore()));
        List<Forecast> forecasts = new ArrayList<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            new ForecastSession(history)
                    .take(station.logged(slot), models)
                    .issue()
                    .map(Issue::forecast)
                    .ifPresent(forecasts::add);
        }
        List<Forecast> alone = own(new MemoryLearningStore()).take(0, SLOTS).forecasts;
        assertThat(forecasts.stream().map(Forecast::variables).toList())
                .isEqualTo(alone.stream().map(Forecast::variables).toList());
    }

    @Test
    void interleavingTwoStationsChangesNothing() {
        var other = new SyntheticStation("y", 4, DAYS + 1, new Site(40, -100, 20), Measuring.WELL);
        var both = new StubModel(StubModel.only(Feature.AIR_TEMPERATURE), List.of(station, other), Manner.biased(1));
        TaughtRun aloneHere = new TaughtRun(station, both, new Learning.Own(new MemoryLearningStore())).take(0, SLOTS);
        TaughtRun aloneThere = new TaughtRun(other, both, new Learning.Own(new MemoryLearningStore())).take(0, SLOTS);

        var shared = new TaughtForecaster(both);
        TaughtRun here = new TaughtRun(
                station, TaughtRun.models(shared, both.remembers(), new Learning.Own(new MemoryLearningStore())));
        TaughtRun there = new TaughtRun(
                other, TaughtRun.models(shared, both.remembers(), new Learning.Own(new MemoryLearningStore())));
        var random = new Random(1);
        int a = 0;
        int b = 0;
        while (a < SLOTS || b < SLOTS) {
            if (b == SLOTS || (a < SLOTS && random.nextBoolean())) {
                here.take(a, ++a);
            } else {
                there.take(b, ++b);
            }
        }
        assertThat(here.forecasts).isEqualTo(aloneHere.forecasts);
        assertThat(there.snapshots).isEqualTo(aloneThere.snapshots);
        assertThat(there.forecasts).isEqualTo(aloneThere.forecasts);
    }
}
