package org.skycast.nowcast.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.forecast.Forecast.SlotRevision;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.ObservedStation;
import org.skycast.nowcast.observe.Origin;

/** Models of two feature specs over one history: each has of it what it would have alone. */
class SharedHistoryTest {

    private static final Duration SLOT = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofMinutes(60);
    private static final Duration DAY = Duration.ofHours(24);
    private static final ForecastSpec FORECAST_SPEC = new ForecastSpec(
            List.of(SLOT, HOUR),
            List.of(0.1, 0.5, 0.9),
            List.of(new ForecastSpec.Target(Feature.AIR_TEMPERATURE, Feature.AIR_TEMPERATURE)),
            List.of());

    private static Forecaster forecaster(String version) {
        var spec = new FeatureSpec(version, SLOT, 6, List.of(Feature.AIR_TEMPERATURE), "e", 1, HOUR);
        return new Fingerprint(spec, FORECAST_SPEC);
    }

    /** Thirty hours of readings, and a frame every half hour. */
    private static List<Observation> observations() {
        ObservedStation journal = new ObservedStation("a");
        for (int minute = 0; minute < 30 * 60; minute += 2) {
            journal.read(minute, minute, 10 + (minute * 7 % 31) / 10.0);
            if (minute % 30 == 4) {
                journal.see(minute / 5, minute);
            }
        }
        return journal.observations;
    }

    /** The forecasts over a history that is kept for {@code span}. */
    private static List<Forecast> forecasts(Forecaster forecaster, Duration span, List<Observation> observations) {
        var reach = new Reach(span, HOUR);
        var station = new StationForecaster(forecaster);
        List<Forecast> forecasts = new ArrayList<>();
        History history = History.EMPTY;
        for (int i = 0; i < observations.size(); i++) {
            History next = history.with(PastSlot.of(observations.get(i)), reach);
            var logged = new LoggedObservation(observations.get(i), new Origin("o", 0, i), ObservedStation.START);
            station.draft(history, next, logged).map(station::issue).ifPresent(forecasts::add);
            history = next;
        }
        return forecasts;
    }

    @Test
    void modelThatRemembersLittleSaysTheSameOverAHistoryOfADay() {
        Forecaster forecaster = forecaster("slots-1");
        assertThat(forecaster.remembers()).isEqualTo(new Reach(HOUR, HOUR));
        List<Forecast> alone = forecasts(forecaster, HOUR, observations());
        assertThat(alone).hasSizeGreaterThan(170);
        assertThat(forecasts(forecaster, DAY, observations())).isEqualTo(alone);
    }

    @Test
    void modelThatReadsTheDayBeforeNeedsADay() {
        Forecaster forecaster = forecaster("slots-2");
        assertThat(forecaster.remembers()).isEqualTo(new Reach(DAY, HOUR));
        List<Forecast> full = forecasts(forecaster, DAY, observations());
        assertThat(forecasts(forecaster, DAY.plus(DAY), observations())).isEqualTo(full);
        List<Forecast> cut = forecasts(forecaster, DAY.minus(SLOT), observations());
        assertThat(cut.subList(0, 138)).isEqualTo(full.subList(0, 138));
        assertThat(cut.get(150).variables()).isNotEqualTo(full.get(150).variables());
    }

    @Test
    void lineageNamesEverySlotThatWasReadAndNoOther() {
        List<Forecast> first = forecasts(forecaster("slots-1"), DAY, observations());
        List<Forecast> second = forecasts(forecaster("slots-2"), DAY, observations());
        Forecast one = first.get(first.size() - 1);
        Forecast other = second.get(second.size() - 1);
        List<Instant> history = new ArrayList<>();
        for (int slot = 6; slot > 0; slot--) {
            history.add(one.referenceTime().minus(SLOT.multipliedBy(slot)));
        }
        assertThat(one.lineage().slots()).extracting(SlotRevision::start).isEqualTo(history);
        // A day before the slots that end ten minutes and an hour after the reference time.
        history.add(0, other.referenceTime().minus(DAY));
        history.add(1, other.referenceTime().minus(DAY).plus(HOUR).minus(SLOT));
        assertThat(other.lineage().slots()).extracting(SlotRevision::start).isEqualTo(history);
        assertThat(other.lineage().featureSpec()).isEqualTo("slots-2");
        assertThat(other.completeness()).isEqualTo(one.completeness());
    }
}
