package org.skycast.nowcast.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.nowcast.observe.ObservedStation.minute;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.nowcast.observe.Rejection.Reason;

class StationObserverTest {

    private final ObservedStation station = new ObservedStation("a");

    @Test
    void slotClosesOnceReadingsPassItsEndAndItsFrameIsThere() {
        station.see(0, 4);
        for (int i = 0; i < 10; i++) {
            station.read(i, i, 10 + i);
            assertThat(station.observations).isEmpty();
        }
        station.read(10, 10, 20);
        Observation observation = station.observations.get(0);
        Summary temperature = observation.variables().get(Variable.AIR_TEMPERATURE);
        assertThat(temperature.mean()).isEqualTo(14.5);
        assertThat(temperature.min()).isEqualTo(10);
        assertThat(temperature.max()).isEqualTo(19);
        assertThat(temperature.count()).isEqualTo(10);
        assertThat(observation.sky()).isPresent();
        assertThat(observation.inputs()).hasSize(10);
    }

    @Test
    void slotClosesWithoutItsFrameOnceTheGraceIsOver() {
        station.read(0, 0, 10);
        station.read(1, 11.9, 10);
        assertThat(station.observations).isEmpty();
        station.read(2, 12, 10);
        assertThat(station.observations).hasSize(1);
    }

    @Test
    void frameOfTheNextSlotShowsThatNoneComesAnyMore() {
        station.read(0, 0, 10);
        station.see(0, 10);
        station.read(1, 10, 10);
        assertThat(station.observations).hasSize(1);
        assertThat(station.observations.get(0).sky()).isEmpty();
    }

    @Test
    void lateReadingIsPublishedNotDropped() {
        station.read(0, 0, 10);
        station.read(2, 12, 10);
        station.read(1, 5, 11);
        assertThat(station.observations).extracting(Observation::revision).containsExactly(0, 1);
        assertThat(station.observations
                        .get(1)
                        .variables()
                        .get(Variable.AIR_TEMPERATURE)
                        .mean())
                .isEqualTo(10.5);
    }

    @Test
    void recordsBeyondTheAmendmentWindowAreRejected() {
        station.read(0, 0, 10);
        station.read(1, 24 * 60 + 1, 10);
        station.read(2, 0.5, 10);
        assertThat(station.rejections).extracting(Rejection::reason).containsExactly(Reason.TOO_OLD);
    }

    @Test
    void gapInTheDataIsPublishedEmptyForOneHistoryAndThenSkipped() {
        station.read(0, 0, 10);
        station.read(1, 300, 10);
        station.read(2, 312, 10);
        assertThat(station.observations).hasSize(1 + 6 + 1);
        assertThat(station.observations.subList(1, 7)).allMatch(Observation::isEmpty);
        assertThat(station.observations.get(7).slot().start()).isEqualTo(minute(300));
    }

    @Test
    void hourlyStationGetsAnObservationForEverySlot() {
        for (int hour = 0; hour < 5; hour++) {
            station.read(hour, 60 * hour, 10);
        }
        assertThat(station.observations).hasSize(24 - 1);
    }

    @Test
    void silenceIsMeasuredOnTheLogsTime() {
        station.read(0, 0, 0, Map.of(Variable.AIR_TEMPERATURE, 10.0));
        station.tick(14);
        assertThat(station.observations).isEmpty();
        station.tick(15);
        assertThat(station.observations).hasSize(1);
        station.tick(26);
        assertThat(station.observations).hasSize(2);
    }

    @Test
    void stationThatReplaysThePastIsNotSilent() {
        // Two days of event time ago, appended now.
        station.read(0, 0, 2880, Map.of(Variable.AIR_TEMPERATURE, 10.0));
        station.tick(2881);
        assertThat(station.observations).isEmpty();
    }

    @Test
    void closeFramesAreSkipped() {
        for (int i = 0; i < 10; i++) {
            station.see(i, i);
        }
        assertThat(station.skipped).isEqualTo(7);
    }

    @Test
    void forgetsWhatCanNoLongerBeAmended() {
        for (int i = 0; i < 5000; i++) {
            station.read(i, 10 * i, 10 + i % 7);
        }
        assertThat(station.kept(10 * 5000)).isBetween(144, 148);
    }

    @Test
    void valuesThatFailAreLeftOutAndTheOthersStay() {
        station.read(0, 0, 0, Map.of(Variable.AIR_TEMPERATURE, 10.0, Variable.RELATIVE_HUMIDITY, 140.0));
        station.read(1, 12, 12, Map.of(Variable.AIR_TEMPERATURE, 10.0));
        assertThat(station.rejections).extracting(Rejection::reason).containsExactly(Reason.OUT_OF_RANGE);
        assertThat(station.observations.get(0).variables()).containsOnlyKeys(Variable.AIR_TEMPERATURE);
    }

    @Test
    void spikeIsRejectedAndALastingChangeIsNot() {
        double[] spike = {10, 10, 30, 10, 10};
        for (int i = 0; i < spike.length; i++) {
            station.read(i, i, spike[i]);
        }
        // There and back.
        assertThat(station.rejections).extracting(Rejection::reason).containsExactly(Reason.STEP, Reason.STEP);
        for (int i = 5; i < 9; i++) {
            station.read(i, i, 20);
        }
        assertThat(station.rejections).hasSize(3);
    }

    @Test
    void stuckSensorIsFlaggedAndAForecastMayNotUseIt() {
        for (int i = 0; i < 50; i++) {
            station.read(i, 10 * i, 10);
        }
        List<Boolean> usable = station.observations.stream()
                .map(o -> o.variables().get(Variable.AIR_TEMPERATURE).isUsable())
                .toList();
        assertThat(usable.subList(0, 36)).containsOnly(true);
        assertThat(usable.subList(36, usable.size())).containsOnly(false);
    }

    @Test
    void directionsAreAveragedOnTheCircle() {
        station.read(0, 0, 0, Map.of(Variable.WIND_DIRECTION, 350.0));
        station.read(1, 1, 1, Map.of(Variable.WIND_DIRECTION, 20.0));
        station.read(2, 12, 12, Map.of(Variable.WIND_DIRECTION, 20.0));
        assertThat(station.observations
                        .get(0)
                        .variables()
                        .get(Variable.WIND_DIRECTION)
                        .mean())
                .isCloseTo(5, org.assertj.core.api.Assertions.within(1e-4));
    }

    @Test
    void passedOverNumbersAreCountedOnceAndMayStillCome() {
        station.read(0, 0, 10);
        station.read(3, 3, 10);
        assertThat(station.missing).isEqualTo(2);
        station.read(1, 1, 10);
        station.read(2, 2, 10);
        station.read(2, 2, 10);
        assertThat(station.missing).isEqualTo(2);
        assertThat(station.rejections).extracting(Rejection::reason).containsExactly(Reason.DUPLICATE);
    }

    /** What a station sends in {@code minutes}, in order. */
    private static List<Event> day(long seed, int minutes) {
        var random = new Random(seed);
        List<Event> events = new ArrayList<>();
        double temperature = 10;
        long readings = 0;
        long frames = 0;
        for (int minute = 0; minute < minutes; minute++) {
            temperature += random.nextGaussian() * 0.2;
            if (random.nextInt(20) != 0) {
                events.add(new Event(false, readings++, minute, Math.round(temperature * 10) / 10.0));
            }
            if (minute % 5 == 2 && random.nextInt(5) != 0) {
                events.add(new Event(true, frames++, minute, 0));
            }
        }
        return events;
    }

    private record Event(boolean frame, long sequence, double minute, double value) {
        void feed(ObservedStation to) {
            if (frame) {
                to.see(sequence, minute, 10_000);
            } else {
                to.read(sequence, minute, 10_000, Map.of(Variable.AIR_TEMPERATURE, value));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void duplicatesChangeNothing(long seed) {
        var random = new Random(seed);
        ObservedStation once = new ObservedStation("a");
        ObservedStation often = new ObservedStation("a");
        List<Event> sent = new ArrayList<>();
        for (Event event : day(seed, 600)) {
            event.feed(once);
            event.feed(often);
            sent.add(event);
            for (int i = random.nextInt(3); i > 0; i--) {
                sent.get(random.nextInt(sent.size())).feed(often);
            }
        }
        assertThat(often.observations).isEqualTo(once.observations);
        assertThat(often.rejections).isNotEmpty().allMatch(r -> r.reason() == Reason.DUPLICATE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void backlogAfterAnOutageEndsInTheSameObservationsAsIfItHadComeInTime(long seed) {
        var random = new Random(seed);
        List<Event> all = day(seed, 1200);
        ObservedStation inTime = new ObservedStation("a");
        all.forEach(event -> event.feed(inTime));

        int from = 200 + random.nextInt(200);
        int to = from + 50 + random.nextInt(600);
        List<Event> backlog =
                all.stream().filter(e -> e.minute() >= from && e.minute() < to).toList();
        List<Event> rest = all.stream().filter(e -> !backlog.contains(e)).toList();
        ObservedStation late = new ObservedStation("a");
        // The fresh records come first, and the backlog among them, in its own order.
        int sent = 0;
        for (Event event : rest) {
            event.feed(late);
            for (int i = 0; event.minute() >= to && i < 3 && sent < backlog.size(); i++) {
                backlog.get(sent++).feed(late);
            }
        }
        while (sent < backlog.size()) {
            backlog.get(sent++).feed(late);
        }
        assertThat(late.contents()).isEqualTo(inTime.contents());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readingsOfASlotMayComeInAnyOrder(long seed) {
        Map<Integer, Double> values = new HashMap<>();
        var random = new Random(seed);
        List<Integer> minutes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            values.put(i, 10 + random.nextInt(10) / 10.0);
            minutes.add(i);
        }
        List<Observation> results = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            ObservedStation each = new ObservedStation("a");
            each.read(0, 0, values.get(0));
            List<Integer> order = new ArrayList<>(minutes.subList(1, 10));
            Collections.shuffle(order, random);
            order.forEach(minute -> each.read(minute, minute, values.get(minute)));
            each.read(10, 12, 10);
            results.add(each.observations.get(0));
        }
        assertThat(results).containsOnly(results.get(0));
    }

    /** A station whose clock is ahead is rejected whole; its own past and all others stay as they are. */
    @Test
    void clockThatIsAheadDoesNotCloseSlots() {
        station.read(0, 0, 0, Map.of(Variable.AIR_TEMPERATURE, 10.0));
        station.read(1, 100, 1, Map.of(Variable.AIR_TEMPERATURE, 10.0));
        assertThat(station.observations).isEmpty();
        assertThat(station.rejections).extracting(Rejection::reason).containsExactly(Reason.IN_FUTURE);
        station.read(1, 5, 5, Map.of(Variable.AIR_TEMPERATURE, 10.0));
        assertThat(station.rejections).hasSize(1);
    }
}
