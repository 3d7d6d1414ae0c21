package org.skycast.nowcast.verify.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.skycast.nowcast.verify.rolling.Scores.CHAMPION;
import static org.skycast.nowcast.verify.rolling.Scores.LEADS;
import static org.skycast.nowcast.verify.rolling.Scores.SHADOW;
import static org.skycast.nowcast.verify.rolling.Scores.SLOT;
import static org.skycast.nowcast.verify.rolling.Scores.START;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.verify.Score;
import org.skycast.nowcast.verify.Scored;
import org.skycast.nowcast.verify.Skill;

class RollingSkillTest {

    private final MemoryRollingSums sums = new MemoryRollingSums();
    private final DriftMonitor monitor = new DriftMonitor(
            new TrainingStatistics(Map.of()), origin -> origin.topic().equals(CHAMPION.id()));

    private void take(List<Scored> scores) {
        monitor.take(sums, new StationUpdate(START, Optional.empty(), scores));
    }

    private static List<Scored> slot(Random random, Instant foretold) {
        List<Scored> scores = new ArrayList<>();
        for (Model model : List.of(CHAMPION, SHADOW)) {
            for (Duration lead : LEADS) {
                if (random.nextInt(5) > 0) {
                    scores.add(Scores.scored(model, Scores.any(random, foretold, lead)));
                }
            }
        }
        return scores;
    }

    /** Fifty days with gaps; a fifth of the scores come up to a day behind. */
    private List<Scored> fiftyDays(Random random) {
        List<Scored> all = new ArrayList<>();
        for (int slot = 0; slot < 50 * 144; slot += 1 + random.nextInt(6)) {
            Instant now = START.plus(SLOT.multipliedBy(slot));
            Instant foretold = random.nextInt(5) > 0 ? now : now.minus(SLOT.multipliedBy(random.nextInt(144)));
            List<Scored> scores = slot(random, foretold);
            take(scores);
            all.addAll(scores);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rollingSkillIsThatOfTheScoresInTheWindow(long seed) {
        List<Scored> all = fiftyDays(new Random(seed));
        Bucket newest = sums.state().orElseThrow().newest();
        RollingSkill rolling = RollingSkill.of(sums, newest);
        for (Window window : Window.values()) {
            Instant from = window.first(newest).start();
            for (Model model : List.of(CHAMPION, SHADOW)) {
                var brute = new Skill();
                all.stream()
                        .filter(s -> s.of().forecast().lineage().model().equals(model))
                        .map(Scored::score)
                        .filter(s -> !s.referenceTime().plus(s.lead()).isBefore(from))
                        .forEach(brute::add);
                assertSame(rolling.over(window).get(model), brute);
            }
        }
    }

    /** Sums of doubles in another order differ in their last bits. */
    private static void assertSame(Skill rolling, Skill brute) {
        assertThat(brute.allRows()).isNotEmpty();
        assertThat(rolling.allRows())
                .usingRecursiveComparison()
                .withComparatorForType(
                        (a, b) -> Math.abs(a - b) < 1e-9 || (a.isNaN() && b.isNaN()) ? 0 : 1, Double.class)
                .withComparatorForType(
                        (a, b) -> a.isPresent() == b.isPresent() && Math.abs(a.orElse(0) - b.orElse(0)) < 1e-9 ? 0 : 1,
                        OptionalDouble.class)
                .isEqualTo(brute.allRows());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void orderWithinASlotDoesNotMatter(long seed) {
        var random = new Random(seed);
        var shuffled = new MemoryRollingSums();
        for (int slot = 0; slot < 500; slot++) {
            List<Scored> scores = slot(random, START.plus(SLOT.multipliedBy(slot)));
            take(scores);
            List<Scored> other = new ArrayList<>(scores);
            Collections.shuffle(other, random);
            monitor.take(shuffled, new StationUpdate(START, Optional.empty(), other));
        }
        Bucket newest = sums.state().orElseThrow().newest();
        for (Window window : Window.values()) {
            for (Model model : List.of(CHAMPION, SHADOW)) {
                assertThat(RollingSkill.of(shuffled, newest)
                                .over(window)
                                .get(model)
                                .allRows())
                        .isEqualTo(RollingSkill.of(sums, newest)
                                .over(window)
                                .get(model)
                                .allRows());
            }
        }
    }

    @Test
    void aMonthAndTheNewestBucketAreKeptOfEachModelAndNoMore() {
        fiftyDays(new Random(1));
        Bucket newest = sums.state().orElseThrow().newest();
        var kept = new AtomicInteger();
        sums.forEachSkill(Bucket.holding(START), newest, bucket -> kept.incrementAndGet());
        assertThat(kept).hasValue(2 * Bucket.KEPT);
        assertThat(Window.MONTH.first(newest)).isEqualTo(newest.oldestKept());
    }

    @Test
    void aScoreOlderThanAMonthIsPast() {
        take(List.of(Scores.scored(CHAMPION, Scores.temperature(START.plus(Duration.ofDays(31)), SLOT, 1, 1))));
        take(List.of(Scores.scored(CHAMPION, Scores.temperature(START, SLOT, 1, 1))));
        assertThat(RollingSkill.of(sums, sums.state().orElseThrow().newest())
                        .over(Window.MONTH)
                        .get(CHAMPION)
                        .rows())
                .extracting(Skill.Row::cases)
                .containsExactly(1L);
    }

    @Test
    void aModelThatIsNoLongerScoredLeavesTheDayFirst() {
        take(List.of(Scores.scored(SHADOW, Scores.temperature(START, SLOT, 1, 1))));
        take(List.of(Scores.scored(CHAMPION, Scores.temperature(START.plus(Duration.ofDays(3)), SLOT, 1, 1))));
        RollingSkill rolling = RollingSkill.of(sums, sums.state().orElseThrow().newest());
        assertThat(rolling.over(Window.DAY)).containsOnlyKeys(CHAMPION);
        assertThat(rolling.over(Window.WEEK)).containsOnlyKeys(CHAMPION, SHADOW);
    }

    @Test
    void skillIsHeldAgainstPersistenceOnTheSameCases() {
        var skill = new Skill();
        skill.add(Scores.temperature(START, SLOT, -1, 4));
        skill.add(Scores.temperature(START, SLOT, 3, -4));
        skill.add(new Score.OfVariable(
                Scores.TEMPERATURE, SLOT, START, 0, 100, 100, false, OptionalDouble.empty(), OptionalDouble.empty()));
        skill.add(new Score.Missing(Scores.TEMPERATURE, SLOT, START));
        skill.add(new Score.OfEvent("rain", SLOT, START, 0.5, true, Optional.of(false), OptionalDouble.empty()));
        skill.add(new Score.OfEvent("rain", SLOT, START, 0.5, true, Optional.empty(), OptionalDouble.empty()));
        skill.add(new Score.Missing("cloudy", SLOT, START));
        var temperature = (Skill.OfVariable) skill.rows().get(0);
        assertThat(temperature.cases()).isEqualTo(3);
        assertThat(temperature.missing()).isEqualTo(1);
        assertThat(temperature.bias()).isCloseTo(34, within(1e-12));
        assertThat(temperature.paired()).isEqualTo(2);
        assertThat(temperature.maeSkill()).hasValue(0.5);
        assertThat(temperature.crpsSkill()).hasValue(0.75);
        assertThat(((Skill.OfEvent) skill.rows().get(1)).brierSkill()).hasValue(0.75);
        assertThat(skill.rows()).hasSize(2);
        assertThat(skill.allRows().get(1)).isEqualTo(new Skill.Unscored("cloudy", SLOT, 1));
    }

    @Test
    void whatTheBundleItselfSaidIsHeldAgainstWhatWasIssuedOnTheSameCases() {
        var skill = new Skill();
        skill.add(Scores.temperature(START, SLOT, -1, 4, OptionalDouble.of(2)));
        skill.add(Scores.temperature(START, SLOT, 1, 4, OptionalDouble.of(-4)));
        skill.add(Scores.temperature(START, SLOT, 4, 4));
        skill.add(new Score.OfEvent("rain", SLOT, START, 0.5, true, Optional.of(false), OptionalDouble.of(0)));
        skill.add(new Score.OfEvent("rain", SLOT, START, 0.5, true, Optional.of(false), OptionalDouble.empty()));
        var temperature = (Skill.OfVariable) skill.rows().get(0);
        assertThat(temperature.mae()).isEqualTo(2);
        assertThat(temperature.bundleCases()).isEqualTo(2);
        assertThat(temperature.maeIssued()).hasValue(1);
        assertThat(temperature.maeBundle()).hasValue(3);
        // The third went out as the bundle made it, so its error is the bundle's too: (2 + 4 + 4) / 3.
        assertThat(temperature.maeBundlePaired().orElseThrow()).isCloseTo(10 / 3.0, within(1e-12));
        var rain = (Skill.OfEvent) skill.rows().get(1);
        assertThat(rain.bundleCases()).isEqualTo(1);
        assertThat(rain.brierIssued()).hasValue(0.25);
        assertThat(rain.brierBundle()).hasValue(1);
    }

    @Test
    void whereNothingWasCorrectedThereIsNothingOfTheBundleToTell() {
        var skill = new Skill();
        skill.add(Scores.temperature(START, SLOT, -1, 4));
        var row = (Skill.OfVariable) skill.rows().get(0);
        assertThat(row.bundleCases()).isZero();
        assertThat(row.maeIssued()).isEmpty();
        assertThat(row.maeBundle()).isEmpty();
        assertThat(row.maeBundlePaired()).isEmpty();
    }
}
