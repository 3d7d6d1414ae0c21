package org.skycast.trials.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;
import org.skycast.trials.replay.PairedForecasts.Said;
import org.skycast.trials.replay.PairedForecasts.Step;

class PairedComparisonTest {

    private static final Instant NOON = Instant.parse("2026-06-21T12:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(10);

    private PairedComparison paired = new PairedComparison(ObservePolicy.AMENDMENT);

    private static Forecast forecast(int slot, float median, OptionalDouble newest) {
        return forecast(slot, median, newest, Optional.empty());
    }

    private static Forecast forecast(int slot, float median, OptionalDouble newest, Optional<List<Float>> bundle) {
        var lineage = new Forecast.Lineage(
                new Forecaster.Model("m", "1", ""), "slots-1", new Origin("o", 0, slot), List.of(), Optional.empty());
        var said = new Forecast.OfVariable(
                Feature.AIR_TEMPERATURE, List.of(SLOT), List.of(0.5), List.of(List.of(median)), newest, bundle);
        Instant reference = NOON.plus(SLOT.multipliedBy(slot + 1));
        return new Forecast(
                "a",
                reference,
                reference,
                lineage,
                List.of(said),
                List.of(),
                1,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private void step(int slot, Optional<Forecast> candidate, Optional<Forecast> champion) {
        var when = new Slot(NOON.plus(SLOT.multipliedBy(slot)), SLOT);
        var values = Map.of(Variable.AIR_TEMPERATURE, new Summary(5, 5, 5, 1, Set.of()));
        var observation = new Observation(
                "a", new Site(55, 12, 10), when, 0, values, Optional.empty(), Optional.empty(), List.of());
        paired.add(new Step(
                observation,
                new Origin("o", 0, slot),
                when.end().toEpochMilli(),
                candidate.map(f -> new Said(new Origin("c", 0, slot), f)),
                champion.map(f -> new Said(new Origin("d", 0, slot), f))));
    }

    @Test
    void forecastOfAnEarlierVersionEqualsByWhatItSays() {
        step(0, Optional.of(forecast(0, 4, OptionalDouble.of(5))), Optional.of(forecast(0, 4, OptionalDouble.empty())));
        step(1, Optional.of(forecast(1, 4, OptionalDouble.of(5))), Optional.of(forecast(1, 3, OptionalDouble.of(5))));
        assertThat(paired.forecasts()).isEqualTo(2);
        assertThat(paired.equal()).isEqualTo(1);
    }

    @Test
    void whatTheBundleItselfSaidIsNoPartOfWhatWasIssued() {
        step(
                0,
                Optional.of(forecast(0, 4, OptionalDouble.of(5), Optional.of(List.of(3f)))),
                Optional.of(forecast(0, 4, OptionalDouble.of(5))));
        assertThat(paired.equal()).isEqualTo(1);
    }

    @Test
    void onlyWhatBothSaidAndWhatCameTrueIsCompared() {
        step(0, Optional.of(forecast(0, 4, OptionalDouble.empty())), Optional.empty());
        step(
                1,
                Optional.of(forecast(1, 4, OptionalDouble.empty())),
                Optional.of(forecast(1, 2, OptionalDouble.empty())));
        step(
                2,
                Optional.of(forecast(2, 4, OptionalDouble.empty())),
                Optional.of(forecast(2, 2, OptionalDouble.empty())));
        paired.endStations();
        var row = paired.comparison().rows().get(0);
        // Of three, one was said by one alone, and the last one's truth never came.
        assertThat(row.cases()).isEqualTo(1);
        assertThat(paired.comparison().uncompared()).singleElement().satisfies(left -> {
            assertThat(left.unpaired()).isEqualTo(1);
            assertThat(left.missing()).isEqualTo(1);
        });
        assertThat(paired.stations()).containsExactly("a");
    }

    @Test
    void truthsThatMayComeForWeeksAreGivenUpAllTheSameOnceTheLogIsRead() {
        paired = new PairedComparison(Duration.ofDays(14));
        onlyWhatBothSaidAndWhatCameTrueIsCompared();
    }
}
