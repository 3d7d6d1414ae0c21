package org.skycast.nowcast.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;

class StationVerifierTest {

    private static final Instant NOON = Instant.parse("2026-06-21T12:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(10);
    private static final Site SITE = new Site(55, 12, 10);
    private static final List<Duration> LEADS = List.of(SLOT, SLOT.multipliedBy(2));
    private static final ForecastSpec.Event RAIN = new ForecastSpec.Event("rain", Feature.RAIN, 0.1, Feature.RAIN);
    private static final Map<Variable, Double> WARM = Map.of(Variable.AIR_TEMPERATURE, 5.0);

    private StationVerifier verifier = new StationVerifier(ObservePolicy.AMENDMENT);
    private final MemoryVerificationStore store = new MemoryVerificationStore();

    private static Observation observation(Instant start, int revision, Map<Variable, Double> values) {
        Map<Variable, Summary> variables = values.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, e -> new Summary(e.getValue(), e.getValue(), e.getValue(), 1, Set.of())));
        return new Observation(
                "a", SITE, new Slot(start, SLOT), revision, variables, Optional.empty(), Optional.empty(), List.of());
    }

    private static Awaited forecast(Instant reference, Feature feature, float low, float middle, float high) {
        return forecast(reference, feature, low, middle, high, Optional.empty());
    }

    private static Awaited forecast(
            Instant reference, Feature feature, float low, float middle, float high, Optional<List<Float>> bundle) {
        List<Float> quantiles = List.of(low, middle, high);
        var forecast = new Forecast(
                "a",
                reference,
                reference,
                new Forecast.Lineage(
                        new Forecaster.Model("m", "1", ""),
                        "slots-1",
                        new Origin("o", 0, 0),
                        List.of(),
                        Optional.empty()),
                List.of(new Forecast.OfVariable(
                        feature,
                        LEADS,
                        List.of(0.1, 0.5, 0.9),
                        List.of(quantiles, quantiles),
                        OptionalDouble.of(4),
                        bundle)),
                List.of(new Forecast.OfEvent(
                        RAIN, LEADS, List.of(0.2f, 0.8f), OptionalDouble.of(0), Optional.of(Duration.ZERO), bundle)),
                1,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        return new Awaited(new Origin("f", 0, reference.getEpochSecond()), forecast);
    }

    private List<Score> then(int slots, Map<Variable, Double> values) {
        return then(slots, 0, values);
    }

    private List<Score> then(int slots, int revision, Map<Variable, Double> values) {
        Observation observation = observation(NOON.plus(SLOT.multipliedBy(slots)), revision, values);
        return scores(verifier.observe(store, observation, observation.slot().end()));
    }

    private static List<Score> scores(List<Scored> scored) {
        return scored.stream().map(Scored::score).toList();
    }

    private void begin(Feature feature) {
        assertThat(then(0, Map.of(Variable.AIR_TEMPERATURE, 4.0))).isEmpty();
        assertThat(verifier.foretell(store, forecast(NOON.plus(SLOT), feature, 1, 3, 6)))
                .isEmpty();
    }

    @Test
    void aForecastIsScoredWhenItsTruthComes() {
        begin(Feature.AIR_TEMPERATURE);
        List<Score> scores = then(1, WARM);
        assertThat(scores).hasSize(1);
        var score = (Score.OfVariable) scores.get(0);
        assertThat(score.lead()).isEqualTo(SLOT);
        assertThat(score.observed()).isEqualTo(5);
        assertThat(score.error()).isEqualTo(-2);
        assertThat(score.inside80()).isTrue();
        assertThat(score.persistenceError()).hasValue(-1);
        assertThat(score.bundleError()).isEmpty();
        // Pinball losses: 0.1 * 4, 0.5 * 2, 0.1 * 1; twice their mean.
        assertThat(score.crps()).isCloseTo(2 * (0.4 + 1.0 + 0.1) / 3, within(1e-9));
    }

    @Test
    void whatTheBundleItselfSaidIsScoredBesideAtItsOwnLead() {
        then(0, WARM);
        verifier.foretell(
                store, forecast(NOON.plus(SLOT), Feature.AIR_TEMPERATURE, 1, 3, 6, Optional.of(List.of(0.25f, 0.75f))));
        then(1, Map.of());
        List<Score> scores = then(2, Map.of(Variable.AIR_TEMPERATURE, 5.0, Variable.RAIN, 1.0));
        var temperature = (Score.OfVariable) scores.get(0);
        assertThat(temperature.error()).isEqualTo(-2);
        assertThat(temperature.bundleError()).hasValue(-4.25);
        var rain = (Score.OfEvent) scores.get(1);
        assertThat(rain.bundleProbability()).hasValue(0.75);
        assertThat(rain.bundleBrier()).hasValue(0.0625);
    }

    @Test
    void aForecastThatComesAfterItsTruthIsScoredAllTheSame() {
        then(0, WARM);
        then(1, WARM);
        List<Score> scores =
                scores(verifier.foretell(store, forecast(NOON.plus(SLOT), Feature.AIR_TEMPERATURE, 1, 3, 6)));
        assertThat(scores).extracting(Score::lead).containsExactly(SLOT);
        assertThat(then(2, WARM)).extracting(Score::lead).containsExactly(SLOT.multipliedBy(2));
    }

    @Test
    void eachLeadMeetsItsOwnSlot() {
        begin(Feature.AIR_TEMPERATURE);
        then(1, Map.of());
        assertThat(then(2, WARM)).extracting(Score::lead).containsExactly(SLOT.multipliedBy(2));
        assertThat(then(3, WARM)).isEmpty();
    }

    @Test
    void anEventIsScoredByItsThresholdAndSoIsPersistence() {
        begin(Feature.AIR_TEMPERATURE);
        var dry = (Score.OfEvent) then(1, Map.of(Variable.RAIN, 0.05)).get(0);
        var wet = (Score.OfEvent) then(2, Map.of(Variable.RAIN, 0.1)).get(0);
        assertThat(dry.happened()).isFalse();
        assertThat(dry.brier()).isCloseTo(0.04, within(1e-6));
        assertThat(dry.persistenceBrier()).hasValue(0);
        assertThat(wet.happened()).isTrue();
        assertThat(wet.brier()).isCloseTo(0.04, within(1e-6));
        assertThat(wet.persistenceBrier()).hasValue(1);
    }

    @Test
    void anAmendmentScoresNothingAnew() {
        begin(Feature.AIR_TEMPERATURE);
        assertThat(then(1, WARM)).hasSize(1);
        assertThat(then(1, 1, Map.of(Variable.AIR_TEMPERATURE, 9.0))).isEmpty();
    }

    @Test
    void aTruthThatComesWithinADayCountsAsItsNewestRevisionHasIt() {
        begin(Feature.AIR_TEMPERATURE);
        then(1, Map.of());
        then(2, Map.of());
        assertThat(then(1, 1, Map.of(Variable.AIR_TEMPERATURE, 7.0))).isEmpty();
        assertThat(then(1, 2, WARM)).isEmpty();
        assertThat(then(144, Map.of())).isEmpty();
        List<Score> settled = then(145, Map.of());
        assertThat(settled).hasSize(2);
        assertThat(((Score.OfVariable) settled.get(0)).observed()).isEqualTo(5);
        assertThat(settled.get(1)).isInstanceOf(Score.Missing.class);
    }

    /** With a longer time for amendments no score rests on a revision before the last, and the truth is kept as long. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void aTruthMayComeForAsLongAsItsSlotMayBeAmended(int days) {
        int day = 144;
        verifier = new StationVerifier(Duration.ofDays(days));
        begin(Feature.AIR_TEMPERATURE);
        then(1, Map.of());
        assertThat(then(days * day, Map.of())).isEmpty();
        assertThat(then(1, 1, WARM)).isEmpty();
        List<Score> settled = then(days * day + 1, Map.of());
        assertThat(settled).extracting(Score::lead).containsOnly(SLOT);
        assertThat(((Score.OfVariable) settled.get(0)).observed()).isEqualTo(5);
    }

    @Test
    void aTruthThatNeverComesIsReportedMissingOnceAndTheForecastIsForgotten() {
        begin(Feature.AIR_TEMPERATURE);
        then(1, WARM);
        List<Score> settled = then(400, Map.of());
        assertThat(settled)
                .extracting(score -> score.name() + "+" + score.lead().toMinutes())
                .containsExactly("rain+10", "air_temperature+20", "rain+20");
        assertThat(settled).allMatch(Score.Missing.class::isInstance);
        assertThat(store.awaited(Instant.EPOCH, NOON.plus(Duration.ofDays(9)))).isEmpty();
        assertThat(then(401, Map.of())).isEmpty();
    }

    @Test
    void aSilentStationsTruthsAreMissingByTheLogsTime() {
        begin(Feature.AIR_TEMPERATURE);
        assertThat(verifier.pass(store, NOON.plus(Duration.ofHours(24)))).isEmpty();
        assertThat(scores(verifier.pass(store, NOON.plus(Duration.ofHours(25)))))
                .hasSize(4)
                .allMatch(Score.Missing.class::isInstance);
    }

    @Test
    void irradianceIsScoredByDayOnly() {
        begin(Feature.GHI);
        assertThat(then(1, Map.of(Variable.GHI, 5.0))).hasSize(1);
        then(72, Map.of(Variable.GHI, 0.0));
        verifier.foretell(store, forecast(NOON.plus(SLOT.multipliedBy(73)), Feature.GHI, 0, 0, 0));
        assertThat(then(73, Map.of(Variable.GHI, 0.0))).isEmpty();
        assertThat(then(400, Map.of()))
                .extracting(Score::name)
                .contains("rain")
                .filteredOn(name -> name.equals(Feature.GHI.cfName()))
                // The forecast of noon, whose second truth never came.
                .hasSize(1);
    }

    /** Whatever order forecasts and observations meet in, as long as each stays in its own, each score comes once. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyInterleavingGivesTheSameScores(long seed) {
        assertThat(interleaved(new Random(seed))).isEqualTo(interleaved(new Random(0)));
    }

    private List<String> interleaved(Random random) {
        var own = new MemoryVerificationStore();
        List<String> scores = new ArrayList<>();
        int observed = 0;
        int foretold = 0;
        while (observed < 400 || foretold < 200) {
            // A forecast cannot come before the observation it was made of.
            boolean observe = foretold >= Math.min(200, observed) || (observed < 400 && random.nextInt(4) > 0);
            List<Scored> scored;
            if (observe) {
                var values = observed % 3 == 0 ? Map.<Variable, Double>of() : Map.of(Variable.AIR_TEMPERATURE, 1.0);
                Observation observation = observation(NOON.plus(SLOT.multipliedBy(observed)), 0, values);
                scored = verifier.observe(own, observation, observation.slot().end());
                observed++;
            } else {
                foretold++;
                scored = verifier.foretell(
                        own, forecast(NOON.plus(SLOT.multipliedBy(foretold)), Feature.AIR_TEMPERATURE, 0, 1, 2));
            }
            scored.forEach(one -> scores.add(one.score().toString()));
        }
        Collections.sort(scores);
        return scores;
    }

    @Test
    void skillSumsUpByNameAndLead() {
        var skill = new Skill();
        begin(Feature.AIR_TEMPERATURE);
        Stream.of(
                        then(1, Map.of(Variable.AIR_TEMPERATURE, 5.0, Variable.RAIN, 1.0)),
                        then(2, Map.of(Variable.AIR_TEMPERATURE, 9.0)),
                        then(400, Map.of()))
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
        assertThat(rain.missing()).isZero();
        assertThat(rain.brier()).isCloseTo(0.64, within(1e-6));
    }
}
