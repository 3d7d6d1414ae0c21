package org.skycast.nowcast.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.forecast.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;

class VerifierTest {

    private static final Instant NOON = Instant.parse("2026-06-21T12:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(10);
    private static final Site SITE = new Site(55, 12, 10);
    private static final List<Duration> LEADS = List.of(SLOT, SLOT.multipliedBy(2));
    private static final ForecastSpec.Event RAIN = new ForecastSpec.Event("rain", Feature.RAIN, 0.1, Feature.RAIN);

    private final Verifier verifier = new Verifier();

    private static Observation observation(Instant start, int revision, Map<Variable, Double> values) {
        Map<Variable, Summary> variables = values.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, e -> new Summary(e.getValue(), e.getValue(), e.getValue(), 1, Set.of())));
        return new Observation(
                "a", SITE, new Slot(start, SLOT), revision, variables, Optional.empty(), Optional.empty(), List.of());
    }

    private static Forecast forecast(Instant reference, Feature feature, float low, float middle, float high) {
        List<Float> quantiles = List.of(low, middle, high);
        return new Forecast(
                "a",
                reference,
                reference,
                new Forecast.Lineage(new Forecaster.Model("m", "1", ""), "slots-1", new Origin("o", 0, 0), List.of()),
                List.of(new Forecast.OfVariable(feature, LEADS, List.of(0.1, 0.5, 0.9), List.of(quantiles, quantiles))),
                List.of(new Forecast.OfEvent(RAIN, LEADS, List.of(0.2f, 0.8f))),
                1,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private List<Score> then(int slots, Map<Variable, Double> values) {
        return verifier.take(observation(NOON.plus(SLOT.multipliedBy(slots)), 0, values), Optional.empty());
    }

    private void begin(Feature feature) {
        Observation newest = observation(NOON, 0, Map.of(Variable.AIR_TEMPERATURE, 4.0));
        assertThat(verifier.take(newest, Optional.of(forecast(NOON.plus(SLOT), feature, 1, 3, 6))))
                .isEmpty();
    }

    @Test
    void aForecastIsScoredWhenItsTruthComes() {
        begin(Feature.AIR_TEMPERATURE);
        List<Score> scores = then(1, Map.of(Variable.AIR_TEMPERATURE, 5.0));
        assertThat(scores).hasSize(1);
        var score = (Score.OfVariable) scores.get(0);
        assertThat(score.lead()).isEqualTo(SLOT);
        assertThat(score.error()).isEqualTo(-2);
        assertThat(score.inside80()).isTrue();
        assertThat(score.persistenceError()).hasValue(-1);
        // Pinball losses: 0.1 * 4, 0.5 * 2, 0.1 * 1; twice their mean.
        assertThat(score.crps()).isCloseTo(2 * (0.4 + 1.0 + 0.1) / 3, within(1e-9));
    }

    @Test
    void eachLeadMeetsItsOwnSlot() {
        begin(Feature.AIR_TEMPERATURE);
        then(1, Map.of());
        assertThat(then(2, Map.of(Variable.AIR_TEMPERATURE, 5.0)))
                .extracting(Score::lead)
                .containsExactly(SLOT.multipliedBy(2));
        assertThat(then(3, Map.of(Variable.AIR_TEMPERATURE, 5.0))).isEmpty();
    }

    @Test
    void anEventIsScoredByItsThreshold() {
        begin(Feature.AIR_TEMPERATURE);
        var dry = (Score.OfEvent) then(1, Map.of(Variable.RAIN, 0.05)).get(0);
        var wet = (Score.OfEvent) then(2, Map.of(Variable.RAIN, 0.1)).get(0);
        assertThat(dry.happened()).isFalse();
        assertThat(dry.brier()).isCloseTo(0.04, within(1e-6));
        assertThat(wet.happened()).isTrue();
        assertThat(wet.brier()).isCloseTo(0.04, within(1e-6));
    }

    @Test
    void anAmendmentScoresNothingAnew() {
        begin(Feature.AIR_TEMPERATURE);
        Observation amended = observation(NOON.plus(SLOT), 1, Map.of(Variable.AIR_TEMPERATURE, 5.0));
        assertThat(verifier.take(amended, Optional.empty())).isEmpty();
    }

    @Test
    void irradianceIsScoredByDayOnly() {
        begin(Feature.GHI);
        assertThat(then(1, Map.of(Variable.GHI, 5.0))).hasSize(1);
        Instant midnight = NOON.plus(Duration.ofHours(12));
        verifier.take(
                observation(midnight, 0, Map.of(Variable.GHI, 0.0)),
                Optional.of(forecast(midnight.plus(SLOT), Feature.GHI, 0, 0, 0)));
        assertThat(verifier.take(observation(midnight.plus(SLOT), 0, Map.of(Variable.GHI, 0.0)), Optional.empty()))
                .isEmpty();
    }

    @Test
    void skillSumsUpByNameAndLead() {
        var skill = new Skill();
        begin(Feature.AIR_TEMPERATURE);
        Stream.of(
                        then(1, Map.of(Variable.AIR_TEMPERATURE, 5.0, Variable.RAIN, 1.0)),
                        then(2, Map.of(Variable.AIR_TEMPERATURE, 9.0)))
                .flatMap(List::stream)
                .forEach(skill::add);
        assertThat(skill.rows())
                .extracting(Skill.Row::name)
                .containsExactly("air_temperature", "air_temperature", "rain");
        var second = (Skill.OfVariable) skill.rows().get(1);
        assertThat(second.mae()).isEqualTo(6);
        assertThat(second.rmse()).isEqualTo(6);
        assertThat(second.coverage80()).isZero();
        assertThat(second.maePersistence()).hasValue(5);
        var rain = (Skill.OfEvent) skill.rows().get(2);
        assertThat(rain.frequency()).isEqualTo(1);
        assertThat(rain.brier()).isCloseTo(0.64, within(1e-6));
    }
}
