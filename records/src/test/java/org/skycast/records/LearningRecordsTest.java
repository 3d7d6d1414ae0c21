package org.skycast.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.skycast.avro.Alert;
import org.skycast.avro.Score;
import org.skycast.avro.StationLearning;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.forecast.LearningSnapshot;
import org.skycast.nowcast.forecast.Learnt;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.verify.Awaited;
import org.skycast.nowcast.verify.Scored;
import org.skycast.nowcast.verify.rolling.DriftChange;
import org.skycast.nowcast.verify.rolling.DriftEvidence;
import org.skycast.nowcast.verify.rolling.DriftRule;
import org.skycast.nowcast.verify.rolling.OpenDrift;

/** What stations teach, in forecasts, scores, alerts and by itself, there and back. */
class LearningRecordsTest {

    private static final Instant T = Instant.parse("2026-06-01T00:00:00.123456Z");
    private static final Origin AT = new Origin("skycast.observations", 1, 2);
    private static final Model MODEL = new Model("m", "1", "ab".repeat(32));
    private static final List<Duration> LEADS = List.of(Duration.ofMinutes(10), Duration.ofMinutes(240));
    private static final ForecastSpec.Event RAIN = new ForecastSpec.Event("rain", Feature.RAIN, 0.1, Feature.RAIN);
    private static final Learnt LEARNT = new Learnt(
            T,
            12,
            40_000_000_000L,
            List.of(new Learnt.Weights(
                    Feature.PRESSURE,
                    LEADS,
                    List.of(List.of(0.5f, 0f, 0.25f, 0.25f), List.of(0.0625f, 0.4375f, 0.375f, 0.125f)))));

    private static Forecast forecast(Optional<Learnt> learnt, Optional<List<Float>> bundle, List<String> unfamiliar) {
        return new Forecast(
                "a",
                T,
                T,
                new Forecast.Lineage(MODEL, "slots-1", AT, List.of(new Forecast.SlotRevision(T, 1)), learnt),
                List.of(new Forecast.OfVariable(
                        Feature.PRESSURE,
                        LEADS,
                        List.of(0.5),
                        List.of(List.of(1000f), List.of(1001f)),
                        OptionalDouble.of(999),
                        bundle)),
                List.of(new Forecast.OfEvent(
                        RAIN, LEADS, List.of(0.5f, 0.25f), OptionalDouble.empty(), Optional.empty(), bundle)),
                0.5,
                List.of("sky"),
                unfamiliar,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aForecastKeepsWhatWasLearntAndWhatTheBundleItselfSaid() {
        Forecast forecast =
                forecast(Optional.of(LEARNT), Optional.of(List.of(0.125f, 0.75f)), List.of("altitude", "air_pressure"));
        org.skycast.avro.Forecast record = ForecastRecords.toAvro(forecast);
        assertThat(ForecastRecords.toDomain(record)).isEqualTo(forecast);
        assertThat(record.getLineage().getLearnt().getWeights()).singleElement().satisfies(weights -> {
            assertThat(weights.getName()).isEqualTo("air_pressure");
            assertThat(weights.getRecentDays()).containsExactly(0f, 0.4375f);
            assertThat(weights.getAdapted()).containsExactly(0.25f, 0.125f);
        });
    }

    @Test
    void aForecastThatGoesOutAsItIsSaysNothingOfIt() {
        Forecast forecast = forecast(Optional.empty(), Optional.empty(), List.of());
        org.skycast.avro.Forecast record = ForecastRecords.toAvro(forecast);
        assertThat(ForecastRecords.toDomain(record)).isEqualTo(forecast);
        assertThat(record.getLineage().getLearnt()).isNull();
        assertThat(record.getVariables().get(0).getBundleMedians()).isNull();
        assertThat(record.getEvents().get(0).getBundleProbabilities()).isNull();
    }

    @Test
    void weightsOfAVariableThatIsNotKnownHereAreLeftAside() {
        var record = ForecastRecords.toAvro(forecast(Optional.of(LEARNT), Optional.empty(), List.of()));
        record.getLineage().getLearnt().getWeights().get(0).setName("soil_temperature");
        assertThat(ForecastRecords.toDomain(record).lineage().learnt()).contains(LEARNT.withoutWeights());
    }

    private static Score score(org.skycast.nowcast.verify.Score score) {
        Forecast forecast = forecast(Optional.of(LEARNT), Optional.empty(), List.of());
        return ScoreRecords.toAvro(new Scored(new Awaited(AT, forecast), score));
    }

    private static org.skycast.nowcast.verify.Score ofVariable(OptionalDouble bundleError) {
        return new org.skycast.nowcast.verify.Score.OfVariable(
                "air_pressure", LEADS.get(0), T, 1000, 0.5, 0.25, true, OptionalDouble.empty(), bundleError);
    }

    private static org.skycast.nowcast.verify.Score ofEvent(OptionalDouble bundleProbability) {
        return new org.skycast.nowcast.verify.Score.OfEvent(
                "rain", LEADS.get(0), T, 0.5, true, Optional.empty(), bundleProbability);
    }

    @Test
    void aScoreTellsTheBundlesOwnWhereItSaidSomethingElse() {
        assertThat(score(ofVariable(OptionalDouble.of(-2))).getBundleError()).isEqualTo(-2);
        assertThat(score(ofVariable(OptionalDouble.empty())).getBundleError()).isNull();
        assertThat(score(ofEvent(OptionalDouble.of(0.25))).getBundleBrier()).isEqualTo(0.5625);
        assertThat(score(ofEvent(OptionalDouble.empty())).getBundleBrier()).isNull();
    }

    @Test
    void aScoreNamesWhatWasLearntWithoutItsWeights() {
        var lineage = score(ofVariable(OptionalDouble.empty())).getLineage();
        assertThat(lineage.getSlots()).isEmpty();
        assertThat(lineage.getLearnt().getFrom()).isEqualTo(T);
        assertThat(lineage.getLearnt().getDays()).isEqualTo(12);
        assertThat(lineage.getLearnt().getCases()).isEqualTo(40_000_000_000L);
        assertThat(lineage.getLearnt().getWeights()).isEmpty();
    }

    @Test
    void anAlertTellsItsLevelAndTheBundlesOwnBesideIt() {
        Alert both = alert(OptionalDouble.of(-0.125));
        assertThat(both.getLevel()).isEqualTo(0.25);
        assertThat(both.getBundleLevel()).isEqualTo(-0.125);
        assertThat(alert(OptionalDouble.empty()).getBundleLevel()).isNull();
    }

    @Test
    void anAlertTellsWhatItWasFoundByAndSaysIt() {
        Alert alert = alert(OptionalDouble.empty());
        assertThat(alert.getValue()).isEqualTo(1.5);
        assertThat(alert.getBaseline()).isEqualTo(1.2);
        assertThat(alert.getThreshold()).isEqualTo(0.1);
        assertThat(alert.getCases()).isEqualTo(168);
        assertThat(alert.getLeadMinutes()).isEqualTo(60);
        assertThat(alert.getSentence())
                .isEqualTo(
                        "At a the week's forecasts of air pressure at +60 min err by 1.50 hPa and persistence by 1.20 hPa, by"
                                + " 168 cases: above the latter by 25%; it begins above 10%.");
    }

    private static Alert alert(OptionalDouble bundleLevel) {
        var drift = new OpenDrift(
                DriftRule.BELOW_PERSISTENCE,
                "air_pressure",
                0.25,
                bundleLevel,
                Optional.of(new DriftEvidence(1.5, 1.2, 0.1, 168, Optional.of(Duration.ofHours(1)))),
                T,
                T,
                T);
        return AlertRecords.toAvro(
                "a",
                new DriftChange(DriftChange.State.RAISED, drift),
                forecast(Optional.empty(), Optional.empty(), List.of()).lineage());
    }

    @Test
    void aSnapshotSurvivesTheLogAndSoDoesAnEmptyOne() {
        for (var learnt : List.of(Optional.of(new byte[] {1, 0, -1}), Optional.<byte[]>empty())) {
            var snapshot = new LearningSnapshot("a", MODEL, T, 12, 40_000_000_000L, learnt);
            StationLearning record = StationLearningRecords.toAvro(snapshot, AT);
            assertThat(StationLearningRecords.toDomain(record)).isEqualTo(snapshot);
            assertThat(StationLearningRecords.toDomain(record)).as("again").isEqualTo(snapshot);
            assertThat(OriginRecords.toDomain(record.getObservation())).isEqualTo(AT);
        }
    }
}
