package org.skycast.nowcast.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.skycast.nowcast.forecast.Forecast.Lineage;
import org.skycast.nowcast.forecast.Forecast.OfEvent;
import org.skycast.nowcast.forecast.Forecast.OfVariable;
import org.skycast.nowcast.forecast.Forecast.SlotRevision;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Sky;

/**
 * One station's forecasts: from its history and the next observation, the history with it and, if the observation opens
 * a new slot, a forecast. An amendment changes the history alone; a forecast that was issued stands. Nothing but the
 * observations and the forecaster enters, so the same log and the same bundle give the same forecasts.
 */
public final class StationForecaster {

    /** How far back the values go from which persistence learns its errors. */
    private static final Duration PAST = Duration.ofDays(2);

    private final Forecaster forecaster;
    private final FeatureSpec features;
    private final ForecastSpec says;
    private final int pastSlots;

    public StationForecaster(Forecaster forecaster) {
        this.forecaster = forecaster;
        this.features = forecaster.features();
        this.says = forecaster.says();
        this.pastSlots = Math.toIntExact(PAST.dividedBy(features.slotLength()));
    }

    /** The history after an observation, and the forecast made of it, if any. */
    public record Step(History history, Optional<Forecast> forecast) {}

    /**
     * Takes the next observation of a station.
     *
     * @param at where it stands in the observation log
     * @param appendedAt when that log took it
     */
    public Step take(History history, Observation observation, Origin at, Instant appendedAt) {
        Instant start = observation.slot().start();
        boolean opensSlot =
                history.newest().filter(newest -> !start.isAfter(newest)).isEmpty();
        History next = history.with(observation, features.historySlots(), pastSlots);
        boolean silent = next.recent().stream().allMatch(Observation::isEmpty);
        return new Step(
                next,
                opensSlot && !silent ? Optional.of(forecast(next, observation, at, appendedAt)) : Optional.empty());
    }

    private Forecast forecast(History history, Observation newest, Origin at, Instant appendedAt) {
        Instant reference = newest.slot().end();
        Prediction prediction = forecaster.predict(newest.site(), history, reference);
        Set<String> degraded = lacking(history, newest, reference);
        List<OfVariable> variables = variables(history, prediction, degraded);
        List<OfEvent> events = events(history, prediction, degraded);
        return new Forecast(
                newest.stationId(),
                reference,
                appendedAt,
                new Lineage(forecaster.model(), features.version(), at, revisions(history)),
                variables,
                events,
                completeness(history),
                List.copyOf(degraded),
                age(history, reference, observation -> observation.sky().map(Sky::capturedAt)),
                age(history, reference, Observation::newestReadingAt));
    }

    private List<OfVariable> variables(History history, Prediction prediction, Set<String> degraded) {
        List<OfVariable> variables = new ArrayList<>();
        for (int i = 0; i < says.targets().size(); i++) {
            ForecastSpec.Target target = says.targets().get(i);
            List<List<Float>> values = new ArrayList<>();
            for (float[] lead : prediction.quantiles()[i]) {
                values.add(boxed(lead));
            }
            if (isMeasured(history, target.requires()) && values.stream().allMatch(StationForecaster::areFinite)) {
                variables.add(new OfVariable(target.feature(), says.leads(), says.quantileLevels(), values));
            } else {
                degraded.add(target.feature().cfName());
            }
        }
        return variables;
    }

    private List<OfEvent> events(History history, Prediction prediction, Set<String> degraded) {
        List<OfEvent> events = new ArrayList<>();
        for (int i = 0; i < says.events().size(); i++) {
            ForecastSpec.Event event = says.events().get(i);
            List<Float> probabilities = boxed(prediction.probabilities()[i]);
            if (isMeasured(history, event.requires()) && areFinite(probabilities)) {
                events.add(new OfEvent(event, says.leads(), probabilities));
            } else {
                degraded.add(event.name());
            }
        }
        return events;
    }

    private static boolean isMeasured(History history, Feature feature) {
        return history.recent().stream()
                .anyMatch(slot -> feature.of(slot.variables()).isPresent());
    }

    private Set<String> lacking(History history, Observation newest, Instant reference) {
        Set<String> lacking = new LinkedHashSet<>();
        if (newest.variables().isEmpty()) {
            lacking.add("newest_slot");
        }
        for (ForecastSpec.Target target : says.targets()) {
            if (target.requires().of(newest.variables()).isEmpty()) {
                lacking.add(target.requires().cfName());
            }
        }
        if (Features.newestSky(features, history.byStart(), reference).isEmpty()) {
            lacking.add("sky");
        }
        return lacking;
    }

    private double completeness(History history) {
        long measured = history.recent().stream()
                .filter(slot -> !slot.variables().isEmpty())
                .count();
        return (double) measured / features.historySlots();
    }

    private static List<SlotRevision> revisions(History history) {
        return history.recent().stream()
                .map(slot -> new SlotRevision(slot.slot().start(), slot.revision()))
                .toList();
    }

    private static Optional<Duration> age(
            History history, Instant reference, java.util.function.Function<Observation, Optional<Instant>> time) {
        return history.recent().stream()
                .flatMap(slot -> time.apply(slot).stream())
                .max(Instant::compareTo)
                .map(newest -> Duration.between(newest, reference));
    }

    private static List<Float> boxed(float[] values) {
        List<Float> boxed = new ArrayList<>(values.length);
        for (float value : values) {
            boxed.add(value);
        }
        return boxed;
    }

    private static boolean areFinite(List<Float> values) {
        return values.stream().allMatch(Float::isFinite);
    }
}
