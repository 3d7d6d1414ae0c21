package org.skycast.trials.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.compare.Findings;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;
import org.skycast.streams.forecast.SkySource;
import org.skycast.streams.log.LogException;
import org.skycast.trials.replay.PairedForecasts.Said;
import org.skycast.trials.replay.PairedForecasts.Step;
import org.skycast.trials.replay.ReplayPlan.Ask;
import org.skycast.trials.replay.ReplayPlan.Span;

class PartitionComparisonsTest {

    private static final Instant NOON = Instant.parse("2026-06-21T12:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(10);
    private static final int SLOTS = 30;
    private static final ReplayPlan PLAN = new ReplayPlan(
            "r",
            new Ask(
                    NOON,
                    NOON.plus(Duration.ofDays(1)),
                    new TreeSet<>(),
                    "c",
                    "",
                    0,
                    Duration.ofHours(24),
                    AskedLearning.OFF,
                    Duration.ZERO,
                    new TreeSet<>()),
            SkySource.OBSERVATIONS,
            "o",
            IntStream.range(0, 6).mapToObj(i -> new Span(i, 0, SLOTS)).toList(),
            new TreeMap<>(),
            ReplayLearning.off(NOON));

    private static void walk(Span span, Consumer<Step> walker) {
        var random = new Random(span.partition());
        for (int slot = 0; slot < SLOTS; slot++) {
            var when = new Slot(NOON.plus(SLOT.multipliedBy(slot)), SLOT);
            double value = random.nextGaussian();
            var observation = new Observation(
                    "station-" + span.partition(),
                    new Site(55, 12, 10),
                    when,
                    0,
                    Map.of(Variable.AIR_TEMPERATURE, new Summary(value, value, value, 1, Set.of())),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
            walker.accept(new Step(
                    observation,
                    new Origin("o", span.partition(), slot),
                    when.end().toEpochMilli(),
                    Optional.of(said(observation, slot, random.nextFloat())),
                    Optional.of(said(observation, slot, random.nextFloat()))));
        }
    }

    private static Said said(Observation of, int slot, float median) {
        var lineage = new Forecast.Lineage(
                new Forecaster.Model("m", "1", ""), "slots-1", new Origin("o", 0, slot), List.of(), Optional.empty());
        var temperature = new Forecast.OfVariable(
                Feature.AIR_TEMPERATURE,
                List.of(SLOT),
                List.of(0.5),
                List.of(List.of(median)),
                OptionalDouble.of(0.1),
                Optional.empty());
        var forecast = new Forecast(
                of.stationId(),
                of.slot().end(),
                of.slot().end(),
                lineage,
                List.of(temperature),
                List.of(),
                1,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        return new Said(new Origin("f", 0, slot), forecast);
    }

    @Test
    void theSumsAreTheSameHoweverManyThreadsThereAre() throws InterruptedException {
        var comparisons = new PartitionComparisons(PLAN, PartitionComparisonsTest::walk);
        PairedComparison one = comparisons.run(1, done -> {});
        assertThat(one.forecasts()).isEqualTo(6 * SLOTS);
        assertThat(one.stations()).hasSize(6);
        for (int threads : new int[] {2, 3, 8}) {
            PairedComparison several = comparisons.run(threads, done -> {});
            assertThat(several.comparison().rows()).isEqualTo(one.comparison().rows());
            assertThat(several.comparison().stations())
                    .isEqualTo(one.comparison().stations());
            assertThat(several.comparison().farthest())
                    .isEqualTo(one.comparison().farthest());
            assertThat(several.comparison().uncompared())
                    .isEqualTo(one.comparison().uncompared());
            assertThat(Findings.of(several.comparison(), 1)).isEqualTo(Findings.of(one.comparison(), 1));
            assertThat(several.forecasts()).isEqualTo(one.forecasts());
            assertThat(several.equal()).isEqualTo(one.equal());
            assertThat(several.stations()).isEqualTo(one.stations());
            assertThat(several.champion()).isEqualTo(one.champion());
        }
    }

    @Test
    void partitionsInPartsAreWhatAllOfThemAreInOneGo() throws InterruptedException {
        var whole = new PairedComparison(PLAN.ask().amendment());
        List<Step> steps = new ArrayList<>();
        PLAN.spans().forEach(span -> walk(span, steps::add));
        steps.forEach(whole::add);
        whole.endStations();
        PairedComparison parts = new PartitionComparisons(PLAN, PartitionComparisonsTest::walk).run(4, done -> {});
        assertThat(parts.comparison().rows()).isEqualTo(whole.comparison().rows());
        assertThat(parts.comparison().farthest()).isEqualTo(whole.comparison().farthest());
    }

    @Test
    void aPartitionThatCannotBeReadEndsItWithItsOwnSentence() {
        var comparisons = new PartitionComparisons(PLAN, (span, walker) -> {
            if (span.partition() == 3) {
                throw new LogException("The topic o cannot be read now", new IllegalStateException());
            }
        });
        assertThatThrownBy(() -> comparisons.run(2, done -> {}))
                .isInstanceOf(LogException.class)
                .hasMessageContaining("The topic o cannot be read now");
    }
}
