package org.skycast.nowcast.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.feature.Features;
import org.skycast.nowcast.learn.Issue;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.ObservedStation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.session.ForecastSession;
import org.skycast.nowcast.session.MemoryHistoryStore;
import org.skycast.nowcast.session.SlotModels;
import org.skycast.nowcast.station.Site;

class StationForecasterTest {

    private static final FeatureSpec FEATURE_SPEC = new FeatureSpec(
            "slots-1",
            Duration.ofMinutes(10),
            6,
            List.of(Feature.AIR_TEMPERATURE, Feature.GHI),
            "e",
            1,
            Duration.ofMinutes(60));
    private static final ForecastSpec FORECAST_SPEC = new ForecastSpec(
            List.of(Duration.ofMinutes(10), Duration.ofMinutes(60)),
            List.of(0.1, 0.5, 0.9),
            List.of(
                    new ForecastSpec.Target(Feature.AIR_TEMPERATURE, Feature.AIR_TEMPERATURE),
                    new ForecastSpec.Target(Feature.GHI, Feature.GHI)),
            List.of());

    private static final Forecaster FINGERPRINT = new Fingerprint(FEATURE_SPEC, FORECAST_SPEC);

    private static List<Forecast> forecasts(Forecaster forecaster, List<Observation> observations) {
        var session = new ForecastSession(new MemoryHistoryStore());
        List<Forecast> forecasts = new ArrayList<>();
        for (int i = 0; i < observations.size(); i++) {
            session.take(logged(observations.get(i), i), SlotModels.only(forecaster))
                    .issue()
                    .map(Issue::forecast)
                    .ifPresent(forecasts::add);
        }
        return forecasts;
    }

    private static LoggedObservation logged(Observation observation, long place) {
        return new LoggedObservation(observation, new Origin("o", 0, place), ObservedStation.START);
    }

    private static ObservedStation fed(String id, long seed, int minutes) {
        ObservedStation station = new ObservedStation(id);
        feed(station, seed, 0, minutes);
        return station;
    }

    private static void feed(ObservedStation station, long seed, int from, int to) {
        for (int minute = from; minute < to; minute++) {
            var random = new Random(seed * 100_003 + minute);
            station.read(minute, minute, Math.round(100 + minute / 20.0 + random.nextInt(10)) / 10.0);
            if (minute % 5 == 3) {
                station.see(minute / 5, minute);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anyInterleavingOfTwoStationsGivesEachTheForecastsItHasAlone(long seed) {
        List<Forecast> aloneA = forecasts(FINGERPRINT, fed("a", seed, 300).observations);
        List<Forecast> aloneB = forecasts(FINGERPRINT, fed("b", seed + 50, 300).observations);
        assertThat(aloneA).hasSizeGreaterThan(20);

        var random = new Random(seed);
        Map<String, ObservedStation> together =
                new HashMap<>(Map.of("a", new ObservedStation("a"), "b", new ObservedStation("b")));
        int a = 0;
        int b = 0;
        while (a < 300 || b < 300) {
            if (b == 300 || (a < 300 && random.nextBoolean())) {
                feed(together.get("a"), seed, a, a + 1);
                a++;
            } else {
                feed(together.get("b"), seed + 50, b, b + 1);
                b++;
            }
        }
        assertThat(forecasts(FINGERPRINT, together.get("a").observations)).isEqualTo(aloneA);
        assertThat(forecasts(FINGERPRINT, together.get("b").observations)).isEqualTo(aloneB);
    }

    @Test
    void amendmentIssuesNothingButTheNextForecastHasIt() {
        ObservedStation plain = new ObservedStation("a");
        ObservedStation amended = new ObservedStation("a");
        for (int minute = 0; minute < 60; minute++) {
            if (minute != 25) {
                plain.read(minute, minute, 10);
                amended.read(minute, minute, 10);
            }
            if (minute == 45) {
                amended.read(25, 25, 12);
            }
        }
        List<Forecast> before = forecasts(FINGERPRINT, plain.observations);
        List<Forecast> after = forecasts(FINGERPRINT, amended.observations);
        assertThat(after).hasSameSizeAs(before);
        // Slots close 12 minutes after they begin: the forecasts for 10 to 30 minutes stand as they were issued.
        assertThat(after.subList(0, 3)).isEqualTo(before.subList(0, 3));
        assertThat(after.get(4).variables()).isNotEqualTo(before.get(4).variables());
        assertThat(after.get(4).lineage().slots().get(2).revision()).isEqualTo(1);
    }

    /** Its camera sees every slot, its sensors are read hourly: what lies between is its rhythm. */
    @Test
    void slotsBetweenTwoReadingsOfAnHourlyStationAreNoLack() {
        var spec = new FeatureSpec(
                "slots-1",
                Duration.ofMinutes(10),
                36,
                List.of(Feature.AIR_TEMPERATURE),
                "e",
                1,
                Duration.ofMinutes(60));
        var targets = List.of(new ForecastSpec.Target(Feature.AIR_TEMPERATURE, Feature.AIR_TEMPERATURE));
        var said = new ForecastSpec(FORECAST_SPEC.leads(), FORECAST_SPEC.quantileLevels(), targets, List.of());
        int silentFrom = 10 * 60;
        ObservedStation hourly = new ObservedStation("a");
        for (int minute = 0; minute < 14 * 60; minute++) {
            if (minute % 60 == 5 && minute < silentFrom) {
                hourly.read(minute, minute, 10);
            }
            if (minute % 10 == 3) {
                hourly.see(minute / 10, minute);
            }
        }
        for (Forecast forecast : forecasts(new Fingerprint(spec, said), hourly.observations)) {
            long minute = Duration.between(ObservedStation.START, forecast.referenceTime())
                    .toMinutes();
            if (minute > 6 * 60 && minute <= silentFrom) {
                assertThat(forecast.degraded()).as("at %d min", minute).isEmpty();
                assertThat(forecast.completeness()).isEqualTo(1);
            }
            // The last reading came in the hour before: from an hour after its slot on, the next one is due.
            if (minute > silentFrom + 10) {
                assertThat(forecast.degraded()).as("at %d min", minute).contains("newest_slot", "air_temperature");
            }
            if (minute == silentFrom + 60) {
                assertThat(forecast.completeness()).isCloseTo(5 / 6.0, within(1e-9));
            }
        }
    }

    @Test
    void whatAStationDoesNotMeasureIsNotForecast() {
        Forecast forecast = forecasts(FINGERPRINT, fed("a", 1, 40).observations).get(0);
        assertThat(forecast.variables())
                .extracting(Forecast.OfVariable::feature)
                .containsExactly(Feature.AIR_TEMPERATURE);
        assertThat(forecast.degraded()).contains("surface_downwelling_shortwave_flux_in_air");
        assertThat(forecast.completeness()).isCloseTo(1 / 6.0, within(1e-9));
    }

    /** Says that an event is as likely as not, whatever came. */
    private record Torn(ForecastSpec forecastSpec) implements Forecaster {

        @Override
        public Model model() {
            return new Model("torn", "1", "");
        }

        @Override
        public FeatureSpec featureSpec() {
            return FEATURE_SPEC;
        }

        @Override
        public Prediction predict(Site site, History history, Instant reference) {
            return new Prediction(new float[0][][], new float[][] {{0.5f, 0.5f}});
        }
    }

    private static Observation observation(int slot, Map<Variable, Summary> values) {
        var when = new Slot(ObservedStation.START.plus(Duration.ofMinutes(10L * slot)), Duration.ofMinutes(10));
        return new Observation(
                "a", new Site(55, 12, 10), when, 0, values, Optional.empty(), Optional.of(when.start()), List.of());
    }

    @Test
    void eventWhoseSensorIsLostInTheNewestSlotIsToldAsLacking() {
        var event = new ForecastSpec.Event("rain", Feature.RAIN, 0.1, Feature.RELATIVE_HUMIDITY);
        var torn = new Torn(
                new ForecastSpec(FORECAST_SPEC.leads(), FORECAST_SPEC.quantileLevels(), List.of(), List.of(event)));
        var temperature = Map.of(Variable.AIR_TEMPERATURE, new Summary(10, 0, 0, 1, Set.of()));
        var both = Map.of(
                Variable.AIR_TEMPERATURE, new Summary(10, 0, 0, 1, Set.of()),
                Variable.RELATIVE_HUMIDITY, new Summary(80, 0, 0, 1, Set.of()));
        List<Forecast> forecasts = forecasts(torn, List.of(observation(0, both), observation(1, temperature)));
        assertThat(forecasts)
                .allSatisfy(forecast -> assertThat(forecast.events()).hasSize(1));
        assertThat(forecasts.get(0).degraded()).doesNotContain("rain");
        assertThat(forecasts.get(1).degraded()).contains("rain");
    }

    @Test
    void maskedCellsAreZeroWithMaskZero() {
        ObservedStation station = fed("a", 1, 40);
        var store = new MemoryHistoryStore();
        station.observations.forEach(
                observation -> new ForecastSession(store).take(logged(observation, 0), SlotModels.only(FINGERPRINT)));
        History history = store.history();
        Instant reference = ObservedStation.START.plus(Duration.ofMinutes(30));
        Features features = Features.of(
                FEATURE_SPEC, FORECAST_SPEC.leads(), station.observations.get(0).site(), history.byStart(), reference);
        assertThat(features.tensor("history_mask")).containsExactly(0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0);
        assertThat(features.tensor("history")[6]).isPositive();
        assertThat(features.tensor("history")[7]).isZero();
        assertThat(features.tensor("sky_mask")).containsExactly(1);
        assertThat(features.tensor("sky_age")).containsExactly(2);
    }

    @Test
    void persistenceSpreadsByItsOwnPastErrors() {
        var persistence = new Persistence(FEATURE_SPEC, FORECAST_SPEC);
        assertThat(forecasts(persistence, fed("a", 3, 60).observations).get(0).variables())
                .isEmpty();
        List<Forecast> forecasts = forecasts(persistence, fed("a", 3, 1500).observations);
        Forecast last = forecasts.get(forecasts.size() - 1);
        List<List<Float>> values = last.variables().get(0).values();
        // The temperature rises 0.3 degrees an hour here, so persistence has erred low by that much.
        assertThat(values.get(1).get(1) - values.get(0).get(1)).isBetween(0.1f, 0.5f);
        assertThat(values).allSatisfy(levels -> assertThat(levels).isSorted());
    }

    @Test
    void quantilesAreThoseOfHyndmanAndFansSeventhType() {
        double[] sorted = {1, 2, 3, 4};
        assertThat(Persistence.quantile(sorted, 0.5)).isEqualTo(2.5);
        assertThat(Persistence.quantile(sorted, 0.1)).isCloseTo(1.3, within(1e-12));
        assertThat(Persistence.quantile(sorted, 1)).isEqualTo(4);
    }
}
