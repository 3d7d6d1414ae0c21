package org.skycast.streams.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.streams.forecast.LearningHarness.DAY;
import static org.skycast.streams.forecast.LearningHarness.slot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Forecast;
import org.skycast.avro.StationLearning;
import org.skycast.nowcast.forecast.Deployments.Role;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.forecast.LearningSnapshot;
import org.skycast.nowcast.observe.LoggedObservation;

/** What stations teach a stage's models stands in the log, and goes with the model. */
class LearningStageTest {

    @TempDir
    Path folder;

    private LearningHarness stage(Role role, LearningChoice learning) {
        return new LearningHarness(folder, role, learning, ForecastParts.Wanted.ALL);
    }

    private static List<String> told(List<StationLearning> records) {
        return records.stream()
                .map(record -> record.getStationId() + " " + record.getBundleSha256() + " " + number(record.getFrom()))
                .toList();
    }

    private static int number(Instant slotStart) {
        return (int) ((slotStart.getEpochSecond() - slot(0).getEpochSecond()) / 3600);
    }

    @Test
    void whatWasTaughtIsToldAtTheFirstForecastOfEachDayAndOnlyThen() throws IOException {
        try (var stage = stage(Role.CHAMPION, LearningChoice.everywhere())) {
            stage.deploy("aaa", 0);
            stage.observe("x", 5, DAY + 20);
            stage.observe("x", DAY + 20, 2 * DAY + 3);
            List<StationLearning> learned = stage.learned();
            assertThat(told(learned)).containsExactly("x aaa 5", "x aaa " + DAY, "x aaa " + 2 * DAY);
            assertThat(learned)
                    .extracting(record -> record.getObservation().getOffset())
                    .containsExactly(0L, DAY - 5L, 2 * DAY - 5L);
            for (StationLearning record : learned) {
                assertThat(record.toByteBuffer().remaining()).isLessThanOrEqualTo(8 << 10);
                assertThat(record.getLearnt()).isNotNull();
            }
            assertThat(stage.forecasts()).hasSize(2 * DAY + 3 - 5);
            assertThat(stage.metrics.counts())
                    .containsEntry("skycast.learned", 3L)
                    .doesNotContainKeys("skycast.learned.shadow", "skycast.learned.ended");
        }
    }

    @Test
    void restartOverTheSameStoresChangesNothing() {
        List<StationLearning> learned = new ArrayList<>();
        List<Forecast> forecasts = new ArrayList<>();
        try (var whole = stage(Role.CHAMPION, LearningChoice.everywhere())) {
            whole.deploy("aaa", 0);
            whole.observe("x", 0, 2 * DAY + 10);
            learned.addAll(whole.learned());
            forecasts.addAll(whole.forecasts());
        }
        List<StationLearning> learnedInTwo = new ArrayList<>();
        List<Forecast> forecastsInTwo = new ArrayList<>();
        try (var before = stage(Role.CHAMPION, LearningChoice.everywhere());
                var after = stage(Role.CHAMPION, LearningChoice.everywhere())) {
            before.deploy("aaa", 0);
            before.observe("x", 0, DAY + 12);
            before.restartAs(after);
            after.observe("x", DAY + 12, 2 * DAY + 10);
            List.of(before, after).forEach(half -> learnedInTwo.addAll(half.learned()));
            List.of(before, after).forEach(half -> forecastsInTwo.addAll(half.forecasts()));
        }
        // A log of its own begins with each driver, so where an observation stands is another matter.
        learned.forEach(record -> record.getObservation().setOffset(0));
        learnedInTwo.forEach(record -> record.getObservation().setOffset(0));
        assertThat(learnedInTwo).isEqualTo(learned);
        assertThat(forecastsInTwo)
                .extracting(Forecast::getVariables)
                .isEqualTo(forecasts.stream().map(Forecast::getVariables).toList());
    }

    @Test
    void stationThatIsTurnedOffIsToldOnceAndLeavesTheOthers() {
        try (var before = stage(Role.CHAMPION, LearningChoice.everywhere());
                var after = stage(Role.CHAMPION, new LearningChoice.Own(station -> !station.equals("y")))) {
            before.deploy("aaa", 0);
            before.observe("x", 0, DAY);
            before.observe("y", 0, DAY);
            assertThat(told(before.learned())).containsExactly("x aaa 0", "y aaa 0");
            before.restartAs(after);
            after.observe("x", DAY, 2 * DAY + 5);
            after.observe("y", DAY, 2 * DAY + 5);
            List<StationLearning> learned = after.learned();
            assertThat(told(learned)).containsExactly("x aaa " + DAY, "x aaa " + 2 * DAY, "y aaa " + DAY);
            assertThat(learned.get(2).getLearnt()).isNull();
            assertThat(learned.subList(0, 2))
                    .allSatisfy(record -> assertThat(record.getLearnt()).isNotNull());
            assertThat(after.metrics.counts()).containsEntry("skycast.learned.ended", 1L);
        }
    }

    @Test
    void whereNobodyTeachesNothingIsTold() {
        try (var stage = stage(Role.CHAMPION, LearningChoice.nowhere())) {
            stage.deploy("aaa", 0);
            stage.observe("x", 0, DAY + 5);
            assertThat(stage.learned()).isEmpty();
            assertThat(stage.forecasts()).hasSize(DAY + 5);
        }
    }

    @Test
    void modelThatIsBuiltInIsTaughtNothing() {
        try (var stage = stage(Role.CHAMPION, LearningChoice.everywhere())) {
            stage.observe("x", 0, DAY + 5);
            assertThat(stage.learned()).isEmpty();
            assertThat(stage.forecasts()).hasSize(DAY + 5);
        }
    }

    @Test
    void shadowThatIsPromotedBringsWhatItWasTaught() {
        try (var shadow = stage(Role.SHADOW, LearningChoice.everywhere());
                var champion = stage(Role.CHAMPION, LearningChoice.everywhere())) {
            shadow.deploy("bbb", 0);
            shadow.observe("x", 0, 2 * DAY + 1);
            List<StationLearning> beside = shadow.learned();
            assertThat(shadow.metrics.counts()).containsEntry("skycast.learned.shadow", 3L);
            champion.deploy("bbb", 2 * DAY + 10);
            beside.forEach(champion::tell);
            champion.observe("x", 2 * DAY + 5, 2 * DAY + 15);
            champion.observe("y", 2 * DAY + 5, 2 * DAY + 15);
            List<StationLearning> learned = champion.learned();
            int at = 2 * DAY + 10;
            assertThat(told(learned)).containsExactly("x bbb " + at, "y bbb " + at);
            StationLearning newest = beside.get(2);
            assertThat(learned.get(0).getLearnt()).isEqualTo(newest.getLearnt());
            assertThat(learned.get(0).getDays()).isEqualTo(newest.getDays());
            assertThat(learned.get(0).getCases()).isEqualTo(newest.getCases());
            assertThat(newest.getDays()).isPositive();
            assertThat(learned.get(1).getDays()).isZero();
        }
    }

    @Test
    void rollbackFindsWhatTheChampionBeforeHadBeenTaught() {
        try (var stage = stage(Role.CHAMPION, LearningChoice.everywhere())) {
            stage.deploy("aaa", 0);
            stage.observe("x", 0, DAY + 6);
            stage.deploy("bbb", DAY + 6);
            stage.observe("x", DAY + 6, DAY + 12);
            stage.deploy("aaa", DAY + 12);
            stage.observe("x", DAY + 12, 2 * DAY + 5);
            List<StationLearning> learned = stage.learned();
            // At the rollback what was in force of the same day still is, and is not told again.
            assertThat(told(learned))
                    .containsExactly("x aaa 0", "x aaa " + DAY, "x bbb " + (DAY + 6), "x aaa " + 2 * DAY);
            assertThat(learned.get(3).getDays()).isGreaterThan(learned.get(1).getDays());
        }
    }

    @Test
    void whatIsMadeButNotWantedIsLearntFromAndNotSent() {
        var late = new ForecastParts.Wanted(
                (station, reference) -> true, (station, reference) -> reference.isAfter(slot(DAY)));
        try (var stage = new LearningHarness(folder, Role.CHAMPION, LearningChoice.everywhere(), late)) {
            stage.deploy("aaa", 0);
            stage.observe("x", 0, DAY + 5);
            assertThat(told(stage.learned())).containsExactly("x aaa 0", "x aaa " + DAY);
            assertThat(stage.forecasts()).hasSize(5);
            assertThat(stage.metrics.counts()).containsEntry("skycast.forecasts", 5L);
        }
    }

    @Test
    void whatTheLogSaysWasInForceIsAskedOfOneArchiveAndNothingIsTold() {
        List<Integer> asked = new ArrayList<>();
        var opened = new AtomicInteger();
        var closed = new AtomicInteger();
        var archive = new LearningArchive() {
            @Override
            public Optional<LearningSnapshot> inForce(Model model, LoggedObservation observation) {
                asked.add(number(observation.observation().slot().start()));
                return Optional.empty();
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        var recorded = new LearningChoice.Recorded(() -> {
            opened.incrementAndGet();
            return archive;
        });
        try (var stage = stage(Role.CHAMPION, recorded)) {
            stage.deploy("aaa", 1);
            stage.observe("x", 0, 4);
            assertThat(stage.forecasts()).hasSize(4);
            assertThat(stage.learned()).isEmpty();
        }
        assertThat(asked).containsExactly(1, 2, 3);
        assertThat(opened).hasValue(1);
        assertThat(closed).hasValue(1);
    }
}
