package org.skycast.nowcast.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.forecast.Forecast.Lineage;
import org.skycast.nowcast.forecast.Forecast.OfEvent;
import org.skycast.nowcast.forecast.Forecast.OfVariable;
import org.skycast.nowcast.forecast.Forecast.SlotRevision;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Sky;

/**
 * One station's forecasts: from its history before and after the next observation, a forecast if the observation opens a
 * new slot. An amendment gives none; a forecast that was issued stands. Nothing but the observations and the forecaster
 * enters, so the same log and the same bundle give the same forecasts.
 */
public final class StationForecaster {

    private final Forecaster forecaster;
    private final FeatureSpec featureSpec;
    private final ForecastSpec forecastSpec;
    private final Duration span;

    public StationForecaster(Forecaster forecaster) {
        this.forecaster = forecaster;
        this.featureSpec = forecaster.featureSpec();
        this.forecastSpec = forecaster.forecastSpec();
        this.span = featureSpec.historyLength();
    }

    /**
     * The forecast that an observation gives cause for, if any.
     *
     * @param before the history before the observation
     * @param next the history with it
     * @param at where the observation stands in the observation log
     * @param appendedAt when that log took it
     */
    public Optional<Forecast> next(
            History before, History next, Observation observation, Origin at, Instant appendedAt) {
        boolean silent = next.recent(observation.slot().end(), span).stream().allMatch(PastSlot::isEmpty);
        return before.isOpenedBy(observation) && !silent
                ? Optional.of(forecast(next, observation, at, appendedAt))
                : Optional.empty();
    }

    private Forecast forecast(History all, Observation newest, Origin at, Instant appendedAt) {
        Instant reference = newest.slot().end();
        History history = all.within(forecaster.remembers());
        List<PastSlot> recent = history.recent(reference, span);
        Prediction prediction = forecaster.predict(newest.site(), history, reference);
        Set<String> degraded = lacking(history, PastSlot.of(newest), reference);
        List<OfVariable> variables = variables(recent, prediction, degraded);
        List<OfEvent> events = events(recent, prediction, degraded);
        return new Forecast(
                newest.stationId(),
                reference,
                appendedAt,
                new Lineage(forecaster.model(), featureSpec.version(), at, read(history, reference)),
                variables,
                events,
                completeness(recent),
                List.copyOf(degraded),
                age(
                        recent,
                        reference,
                        slot -> slot.skies().stream().map(Sky::capturedAt).findFirst()),
                age(recent, reference, PastSlot::newestReadingAt));
    }

    private List<OfVariable> variables(List<PastSlot> recent, Prediction prediction, Set<String> degraded) {
        List<OfVariable> variables = new ArrayList<>();
        for (int i = 0; i < forecastSpec.targets().size(); i++) {
            ForecastSpec.Target target = forecastSpec.targets().get(i);
            List<List<Float>> values = new ArrayList<>();
            for (float[] lead : prediction.quantiles()[i]) {
                values.add(boxed(lead));
            }
            if (isMeasured(recent, target.requires()) && values.stream().allMatch(StationForecaster::areFinite)) {
                variables.add(new OfVariable(
                        target.feature(),
                        forecastSpec.leads(),
                        forecastSpec.quantileLevels(),
                        values,
                        newest(recent, target.feature())));
            } else {
                degraded.add(target.feature().cfName());
            }
        }
        return variables;
    }

    private List<OfEvent> events(List<PastSlot> recent, Prediction prediction, Set<String> degraded) {
        List<OfEvent> events = new ArrayList<>();
        for (int i = 0; i < forecastSpec.events().size(); i++) {
            ForecastSpec.Event event = forecastSpec.events().get(i);
            List<Float> probabilities = boxed(prediction.probabilities()[i]);
            if (isMeasured(recent, event.requires()) && areFinite(probabilities)) {
                events.add(new OfEvent(event, forecastSpec.leads(), probabilities, newest(recent, event.of())));
            } else {
                degraded.add(event.name());
            }
        }
        return events;
    }

    private static OptionalDouble newest(List<PastSlot> recent, Feature feature) {
        return recent.stream()
                .flatMap(slot -> Optional.ofNullable(slot.values().get(feature)).stream())
                .mapToDouble(Double::doubleValue)
                .reduce((older, newer) -> newer);
    }

    private static boolean isMeasured(List<PastSlot> recent, Feature feature) {
        return recent.stream().anyMatch(slot -> slot.values().containsKey(feature));
    }

    private Set<String> lacking(History history, PastSlot newest, Instant reference) {
        Set<String> lacking = new LinkedHashSet<>();
        if (newest.values().isEmpty()) {
            lacking.add("newest_slot");
        }
        for (ForecastSpec.Target target : forecastSpec.targets()) {
            if (!newest.values().containsKey(target.requires())) {
                lacking.add(target.requires().cfName());
            }
        }
        if (featureSpec.newestSky(history.byStart(), reference).isEmpty()) {
            lacking.add("sky");
        }
        return lacking;
    }

    private double completeness(List<PastSlot> recent) {
        long measured = recent.stream().filter(slot -> !slot.values().isEmpty()).count();
        return (double) measured / featureSpec.historySlots();
    }

    private List<SlotRevision> read(History history, Instant reference) {
        return history.slots().stream()
                .filter(slot -> featureSpec.reads(forecastSpec.leads(), slot.start(), reference))
                .map(slot -> new SlotRevision(slot.start(), slot.revision()))
                .toList();
    }

    private static Optional<Duration> age(
            List<PastSlot> recent, Instant reference, Function<PastSlot, Optional<Instant>> time) {
        return recent.stream()
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
