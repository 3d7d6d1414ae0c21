package org.skycast.nowcast.verify.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.skycast.nowcast.verify.rolling.Scores.CHAMPION;
import static org.skycast.nowcast.verify.rolling.Scores.SHADOW;
import static org.skycast.nowcast.verify.rolling.Scores.SLOT;
import static org.skycast.nowcast.verify.rolling.Scores.START;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.nowcast.feature.Feature;

class DriftTest extends DriftScene {

    @Test
    void aSteadyStationRaisesNothing() {
        steady(40);
        assertThat(told).isEmpty();
    }

    @Test
    void aMeanThatDriftsIsRaisedOnceToldDailyAndCleared() {
        steady(10);
        slots(9 * DAY, 18, true, CHAMPION, 0.5);
        assertThat(told).startsWith("RAISED a/input-mean/air_temperature", "UPDATED a/input-mean/air_temperature");
        // It takes six of the seven days to bring the mean three deviations away.
        assertThat(told)
                .hasSizeBetween(3, 5)
                .filteredOn(t -> t.startsWith("RAISED"))
                .hasSize(1);
        told.clear();
        steady(8);
        assertThat(told)
                .filteredOn(t -> !t.startsWith("UPDATED"))
                .containsExactly("CLEARED a/input-mean/air_temperature");
        assertThat(sums.state().orElseThrow().alerts()).isEmpty();
    }

    @Test
    void anAlertKeepsItsOnsetAndExpiresTwoDaysAfterItWasLastTold() {
        steady(10);
        slots(9 * DAY, 18, true, CHAMPION, 0.5);
        OpenDrift open = sums.state().orElseThrow().alerts().get(0);
        assertThat(open.published()).isAfter(open.onset());
        assertThat(open.expires()).isEqualTo(open.published().plus(Duration.ofDays(2)));
    }

    @Test
    void aLevelBetweenTheThresholdsNeitherBeginsNorEndsAnAlert() {
        for (double level : new double[] {2.7, 3.1, 2.7, 3.1, 2.4, 2.7}) {
            var alerts = new DriftAlerts(
                    sums.state().map(DriftState::alerts).orElse(List.of()), START.plus(Duration.ofHours(told.size())));
            alerts.judge(List.of(new DriftFinding(
                    DriftRule.INPUT_MEAN,
                    "air_temperature",
                    level,
                    OptionalDouble.empty(),
                    DriftEvidence.of(DriftRule.INPUT_MEAN, 16, 10, 500))));
            alerts.changes().forEach(this::tell);
            sums.keep(new DriftState(Bucket.holding(START), START, Optional.empty(), alerts.open()));
        }
        assertThat(told).containsExactly("RAISED a/input-mean/air_temperature", "CLEARED a/input-mean/air_temperature");
    }

    @Test
    void whatCanBeJudgedNoMoreEndsWhenItExpires() {
        var open = new OpenDrift(
                DriftRule.ERROR_GROWN,
                "air_temperature",
                2,
                OptionalDouble.empty(),
                Optional.empty(),
                START,
                START,
                START.plus(DriftAlerts.EXPIRES_AFTER));
        var before = new DriftAlerts(List.of(open), START.plus(Duration.ofHours(47)));
        before.judge(List.of());
        assertThat(before.open()).containsExactly(open);
        var after = new DriftAlerts(List.of(open), START.plus(Duration.ofHours(48)));
        after.judge(List.of());
        assertThat(after.open()).isEmpty();
        assertThat(after.changes()).extracting(DriftChange::state).containsExactly(DriftChange.State.CLEARED);
    }

    @Test
    void aSensorThatFailsIsLostAfterHalfADayAndSilenceIsNoFailure() {
        steady(10);
        slots(2 * DAY, 10, false, CHAMPION, 0.5);
        assertThat(told).first().isEqualTo("RAISED a/input-lost/air_pressure");
        assertThat(told).allMatch(t -> t.endsWith("input-lost/air_pressure"));
        told.clear();
        for (int i = 0; i < 3 * DAY; i++, slot++) {
            Instant end = START.plus(SLOT.multipliedBy(slot));
            take(new StationUpdate(end, Optional.of(new SlotValues(end, Map.of(), Map.of())), List.of()));
        }
        assertThat(told).noneMatch(t -> t.startsWith("RAISED"));
    }

    @Test
    void aChampionWorseThanPersistenceIsTold() {
        steady(14);
        slots(7 * DAY, 10, true, CHAMPION, 1.2);
        assertThat(told).contains("RAISED a/skill-below-persistence/air_temperature");
        assertThat(open(DriftRule.BELOW_PERSISTENCE).bundleLevel()).isEmpty();
        // Persistence did not get worse that day.
        assertThat(told).contains("RAISED a/error-grown/air_temperature");
    }

    /** One day of two weeks may be the first of its weather. */
    @Test
    void aDayIsHeldAgainstAFortnightAtLeast() {
        steady(11);
        slots(2 * DAY, 10, true, CHAMPION, 1.2);
        assertThat(told).noneMatch(t -> t.contains("error-grown"));
    }

    @Test
    void aDriftOfSkillTellsWhatTheBundleItselfWouldHaveComeTo() {
        slots(7 * DAY, 10, true, CHAMPION, 0.5, OptionalDouble.of(0.6));
        // A drift that lasts is told again once a day, so its level is at most a day old.
        slots(9 * DAY, 10, true, CHAMPION, 1.2, OptionalDouble.of(-0.6));
        OpenDrift below = open(DriftRule.BELOW_PERSISTENCE);
        assertThat(below.level()).isCloseTo(0.2, within(0.01));
        assertThat(below.bundleLevel().orElseThrow()).isCloseTo(-0.4, within(0.01));
    }

    @Test
    void anErrorThatGrewInBothIsTheModels() {
        // What was corrected is a part of the month, and none of the last day.
        slots(14 * DAY, 10, true, CHAMPION, 0.4, OptionalDouble.of(0.5));
        slots(DAY + 37, 10, true, CHAMPION, 1.2);
        OpenDrift grown = open(DriftRule.ERROR_GROWN);
        assertThat(grown.level()).isGreaterThan(grown.bundleLevel().orElseThrow());
        assertThat(grown.bundleLevel().orElseThrow()).isGreaterThan(1.5);
    }

    @Test
    void aShadowWorseThanPersistenceIsNot() {
        slots(1, 10, true, CHAMPION, 0.5);
        slots(14 * DAY, 10, true, SHADOW, 1.2);
        assertThat(told).isEmpty();
    }

    @Test
    void withoutAScoredChampionNoDriftIsTold() {
        slots(10 * DAY, 30, true, SHADOW, 1.2);
        assertThat(told).isEmpty();
    }

    @Test
    void aStationThatIsNotHeardOfForAMonthIsForgottenAndItsDriftsEnd() {
        steady(10);
        slots(9 * DAY, 18, true, CHAMPION, 0.5);
        told.clear();
        Instant last = START.plus(SLOT.multipliedBy(slot - 1));
        assertThat(monitor.pass(sums, last.plus(Duration.ofDays(30)).minusMillis(1)))
                .isEmpty();
        monitor.pass(sums, last.plus(Duration.ofDays(30)))
                .orElseThrow()
                .changes()
                .forEach(this::tell);
        assertThat(told).containsExactly("CLEARED a/input-mean/air_temperature");
        assertThat(sums.state()).isEmpty();
        assertThat(monitor.pass(sums, last.plus(Duration.ofDays(60)))).isEmpty();
    }

    /** Values come slot by slot, and again with amendments: the rolling moments are those of the newest ones. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void rollingMomentsAreThoseOfTheNewestValues(long seed) {
        var own = new Random(seed);
        List<Map<Feature, Double>> slots = new ArrayList<>();
        for (int i = 0; i < 40 * DAY; i++) {
            slots.add(values(own));
            observe(i, Map.of(), slots.get(i));
            int amended = i - own.nextInt(DAY);
            if (amended >= 0 && own.nextInt(4) == 0) {
                Map<Feature, Double> now = values(own);
                observe(amended, slots.get(amended), now);
                slots.set(amended, now);
            }
        }
        Bucket newest = sums.state().orElseThrow().newest();
        InputDrift drift = InputDrift.of(sums, newest, TRAINING).get(0);
        List<Map<Feature, Double>> week = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            if (!START.plus(SLOT.multipliedBy(i))
                    .isBefore(Window.WEEK.first(newest).start())) {
                week.add(slots.get(i));
            }
        }
        List<Double> known = week.stream()
                .filter(s -> s.containsKey(Feature.AIR_TEMPERATURE))
                .map(s -> s.get(Feature.AIR_TEMPERATURE))
                .collect(Collectors.toList());
        double mean = known.stream().mapToDouble(v -> v).average().orElseThrow();
        double variance = known.stream()
                .mapToDouble(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        assertThat(drift.week().count()).isEqualTo(known.size());
        assertThat(drift.week().mean()).isCloseTo(mean, within(1e-6));
        assertThat(drift.week().std()).isCloseTo(Math.sqrt(variance), within(1e-6));
        assertThat(drift.slots())
                .isEqualTo(week.stream().filter(s -> !s.isEmpty()).count());
        assertThat(drift.missingShare().orElseThrow())
                .isCloseTo(1 - (double) known.size() / drift.slots(), within(1e-9));
    }

    private static Map<Feature, Double> values(Random random) {
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        if (random.nextInt(3) > 0) {
            values.put(Feature.AIR_TEMPERATURE, 10 * random.nextGaussian());
        }
        if (random.nextInt(3) > 0) {
            values.put(Feature.PRESSURE, 1000 + random.nextGaussian());
        }
        return values;
    }

    private void observe(int at, Map<Feature, Double> before, Map<Feature, Double> now) {
        Instant end = START.plus(SLOT.multipliedBy(at));
        take(new StationUpdate(end, Optional.of(new SlotValues(end, before, now)), List.of()));
    }
}
