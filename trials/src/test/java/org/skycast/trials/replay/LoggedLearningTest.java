package org.skycast.trials.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skycast.avro.StationLearning;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.forecast.LearningSnapshot;
import org.skycast.nowcast.forecast.Persistence;
import org.skycast.nowcast.learn.Issue;
import org.skycast.nowcast.learn.Learning;
import org.skycast.nowcast.learn.MemoryLearningStore;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.session.ForecastSession;
import org.skycast.nowcast.session.MemoryHistoryStore;
import org.skycast.nowcast.session.SlotModels;
import org.skycast.nowcast.station.Site;
import org.skycast.records.StationLearningRecords;

class LoggedLearningTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(10);
    private static final int DAY = 144;
    private static final List<String> STATIONS = List.of("a", "b");
    private static final Persistence FORECASTER = new Persistence(
            new FeatureSpec("slots-1", SLOT, 6, List.of(Feature.AIR_TEMPERATURE), "e", 1, Duration.ofHours(1)),
            new ForecastSpec(
                    List.of(SLOT, SLOT.multipliedBy(6)),
                    List.of(0.1, 0.5, 0.9),
                    List.of(new ForecastSpec.Target(Feature.AIR_TEMPERATURE, Feature.AIR_TEMPERATURE)),
                    List.of()));

    private final List<StationLearning> log = new ArrayList<>();

    /** Slots of both stations, in turn. */
    private static List<LoggedObservation> observations(int from, int to) {
        List<LoggedObservation> observations = new ArrayList<>();
        for (int i = from; i < to; i++) {
            for (int station = 0; station < STATIONS.size(); station++) {
                double value = 12 + 5 * Math.sin(2 * Math.PI * i / DAY) + (i * 7919 % 13) / 10.0 + station;
                var slot = new Slot(BEGIN.plus(SLOT.multipliedBy(i)), SLOT);
                var observation = new Observation(
                        STATIONS.get(station),
                        new Site(55, 12, 10),
                        slot,
                        0,
                        Map.of(Variable.AIR_TEMPERATURE, new Summary(value, value, value, 1, Set.of())),
                        Optional.empty(),
                        Optional.empty(),
                        List.of());
                var at = new Origin("o", 0, (long) STATIONS.size() * i + station);
                observations.add(new LoggedObservation(observation, at, slot.end()));
            }
        }
        return observations;
    }

    /** Runs both stations; what is put in force goes into the log. */
    private List<Forecast> run(List<LoggedObservation> observations, Map<String, Learning> learning) {
        List<Forecast> forecasts = new ArrayList<>();
        Map<String, MemoryHistoryStore> histories = new HashMap<>();
        for (LoggedObservation logged : observations) {
            String station = logged.observation().stationId();
            var history = histories.computeIfAbsent(station, id -> new MemoryHistoryStore());
            var taken = new ForecastSession(history).take(logged, SlotModels.only(FORECASTER, learning.get(station)));
            taken.issue().map(Issue::forecast).ifPresent(forecasts::add);
            taken.snapshot().ifPresent(put -> log.add(StationLearningRecords.toAvro(put, logged.at())));
        }
        return forecasts;
    }

    private LoggedLearning logged(List<StationLearning> snapshots) {
        Deque<StationLearning> left = new ArrayDeque<>(snapshots);
        return new LoggedLearning(partition -> new LoggedLearning.Snapshots() {
            @Override
            public Optional<StationLearning> upTo(long offset) {
                return left.isEmpty() || left.element().getObservation().getOffset() > offset
                        ? Optional.empty()
                        : Optional.of(left.remove());
            }

            @Override
            public void close() {}
        });
    }

    @Test
    void dayReplayedWithWhatWasInForceSaysWhatWentOut() {
        Learning a = new Learning.Own(new MemoryLearningStore());
        Learning b = new Learning.Own(new MemoryLearningStore());
        List<Forecast> live = run(observations(0, 4 * DAY), Map.of("a", a, "b", b));
        assertThat(log).isNotEmpty();
        Instant from = BEGIN.plus(SLOT.multipliedBy(3 * DAY + 1));
        Instant since = from.minus(Duration.ofDays(1)).minus(SLOT);
        var recorded = new Learning.Recorded(logged(log.stream()
                .filter(snapshot -> !snapshot.getFrom().isBefore(since))
                .toList()));
        // A replay begins to remember stations as long before as the model does.
        List<Forecast> replayed = run(observations(DAY - 1, 4 * DAY), Map.of("a", recorded, "b", recorded));
        assertThat(since(from, replayed)).isEqualTo(since(from, live)).hasSize(2 * DAY);
    }

    private static List<Forecast> since(Instant from, List<Forecast> forecasts) {
        return forecasts.stream()
                .filter(forecast -> !forecast.referenceTime().isBefore(from))
                .toList();
    }

    private static StationLearning snapshot(String station, String model, int slot, long offset) {
        var learnt = new LearningSnapshot(
                station,
                new Model("m", "1", model),
                BEGIN.plus(SLOT.multipliedBy(slot)),
                slot,
                0,
                Optional.of(new byte[] {(byte) slot}));
        return StationLearningRecords.toAvro(learnt, new Origin("o", 0, offset));
    }

    @Test
    void theNewestSnapshotOfTheStationAndModelHoldsFromItsObservationOn() {
        var learning = logged(List.of(
                snapshot("a", "one", 0, 0),
                snapshot("b", "one", 1, 3),
                snapshot("a", "two", 2, 4),
                snapshot("a", "one", 3, 8)));
        List<LoggedObservation> observations = observations(0, 5);
        Model one = new Model("m", "1", "one");
        List<Integer> days = observations.stream()
                .map(logged -> learning.inForce(one, logged)
                        .map(LearningSnapshot::days)
                        .orElse(-1))
                .toList();
        // By offset: even ones are of the station a, odd ones of b.
        assertThat(days).containsExactly(0, -1, 0, 1, 0, 1, 0, 1, 3, 1);
    }
}
