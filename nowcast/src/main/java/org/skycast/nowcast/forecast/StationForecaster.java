package org.skycast.nowcast.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.forecast.Forecast.Lineage;
import org.skycast.nowcast.forecast.Forecast.OfEvent;
import org.skycast.nowcast.forecast.Forecast.OfVariable;
import org.skycast.nowcast.forecast.Forecast.SlotRevision;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.Observation;
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

    /** The model. */
    public Forecaster forecaster() {
        return forecaster;
    }

    /**
     * What the model says of an observation that opens a new slot, still to be issued; empty of any other, and where the
     * history holds nothing.
     *
     * @param before the history before the observation
     * @param next the history with it
     */
    public Optional<Draft> draft(History before, History next, LoggedObservation logged) {
        Observation observation = logged.observation();
        Instant reference = observation.slot().end();
        boolean silent = next.recent(reference, span).stream().allMatch(PastSlot::isEmpty);
        if (!before.isOpenedBy(observation) || silent) {
            return Optional.empty();
        }
        Prediction said = forecaster.predict(observation.site(), next.within(forecaster.remembers()), reference);
        return Optional.of(new Draft(logged, next, said));
    }

    /**
     * What a model says, before it is issued.
     *
     * @param newest the observation that opened the slot
     * @param history the history with it, as far back as anybody remembers
     * @param said by the model
     */
    public record Draft(LoggedObservation newest, History history, Prediction said) {

        /** The end of the newest slot. */
        public Instant reference() {
            return newest.observation().slot().end();
        }
    }

    /** The forecast as the model has it. */
    public Forecast issue(Draft draft) {
        return issue(draft, Correction.none(draft.said()));
    }

    /** The forecast, corrected. */
    public Forecast issue(Draft draft, Correction correction) {
        Observation newest = draft.newest().observation();
        Instant reference = draft.reference();
        History history = draft.history().within(forecaster.remembers());
        List<PastSlot> recent = history.recent(reference, span);
        Set<String> degraded = lacking(history, PastSlot.of(newest), reference);
        List<OfVariable> variables = variables(recent, correction, degraded);
        List<OfEvent> events = events(recent, correction, degraded);
        return new Forecast(
                newest.stationId(),
                reference,
                draft.newest().appendedAt(),
                new Lineage(
                        forecaster.model(),
                        featureSpec.version(),
                        draft.newest().at(),
                        read(history, reference),
                        correction.learnt()),
                variables,
                events,
                completeness(history, recent),
                List.copyOf(degraded),
                correction.unfamiliar(),
                age(
                        recent,
                        reference,
                        slot -> slot.skies().stream().map(Sky::capturedAt).findFirst()),
                age(recent, reference, PastSlot::newestReadingAt));
    }

    private List<OfVariable> variables(List<PastSlot> recent, Correction correction, Set<String> degraded) {
        List<OfVariable> variables = new ArrayList<>();
        for (int i = 0; i < forecastSpec.targets().size(); i++) {
            int which = i;
            ForecastSpec.Target target = forecastSpec.targets().get(i);
            float[][] said = correction.said().quantiles()[i];
            if (isMeasured(recent, target.requires()) && areFinite(said)) {
                variables.add(new OfVariable(
                        target.feature(),
                        forecastSpec.leads(),
                        forecastSpec.quantileLevels(),
                        Arrays.stream(said).map(StationForecaster::boxed).toList(),
                        newest(recent, target.feature()),
                        correction.bundle().map(own -> medians(own.quantiles()[which]))));
            } else {
                degraded.add(target.feature().cfName());
            }
        }
        return variables;
    }

    private List<OfEvent> events(List<PastSlot> recent, Correction correction, Set<String> degraded) {
        List<OfEvent> events = new ArrayList<>();
        for (int i = 0; i < forecastSpec.events().size(); i++) {
            int which = i;
            ForecastSpec.Event event = forecastSpec.events().get(i);
            float[] said = correction.said().probabilities()[i];
            if (isMeasured(recent, event.requires()) && areFinite(said)) {
                events.add(new OfEvent(
                        event,
                        forecastSpec.leads(),
                        boxed(said),
                        newest(recent, event.of()),
                        newestAge(recent, event.of()),
                        correction.bundle().map(own -> boxed(own.probabilities()[which]))));
            } else {
                degraded.add(event.name());
            }
        }
        return events;
    }

    private List<Float> medians(float[][] quantiles) {
        List<Double> levels = forecastSpec.quantileLevels();
        int median = IntStream.range(0, levels.size())
                .boxed()
                .min(Comparator.comparingDouble(level -> Math.abs(levels.get(level) - 0.5)))
                .orElseThrow();
        return Arrays.stream(quantiles).map(lead -> lead[median]).toList();
    }

    private static OptionalDouble newest(List<PastSlot> recent, Feature feature) {
        for (int i = recent.size() - 1; i >= 0; i--) {
            Double value = recent.get(i).values().get(feature);
            if (value != null) {
                return OptionalDouble.of(value);
            }
        }
        return OptionalDouble.empty();
    }

    /** From the end of the slot that has the newest value to that of the newest slot. */
    private static Optional<Duration> newestAge(List<PastSlot> recent, Feature feature) {
        Instant newest = recent.get(recent.size() - 1).start();
        return recent.stream()
                .filter(slot -> slot.values().containsKey(feature))
                .reduce((one, later) -> later)
                .map(slot -> Duration.between(slot.start(), newest));
    }

    private static boolean isMeasured(List<PastSlot> recent, Feature feature) {
        return newest(recent, feature).isPresent();
    }

    /** What is not there though it was due: between two readings of a station that measures hourly, nothing is. */
    private Set<String> lacking(History history, PastSlot newest, Instant reference) {
        Set<String> lacking = new LinkedHashSet<>();
        if (isLacking(history, newest, slot -> !slot.values().isEmpty())) {
            lacking.add("newest_slot");
        }
        for (ForecastSpec.Target target : forecastSpec.targets()) {
            if (isLacking(history, newest, slot -> slot.values().containsKey(target.requires()))) {
                lacking.add(target.requires().cfName());
            }
        }
        for (ForecastSpec.Event event : forecastSpec.events()) {
            if (isLacking(history, newest, slot -> slot.values().containsKey(event.requires()))) {
                lacking.add(event.name());
            }
        }
        if (featureSpec.newestSky(history.byStart(), reference).isEmpty()) {
            lacking.add("sky");
        }
        return lacking;
    }

    private boolean isLacking(History history, PastSlot newest, Predicate<PastSlot> holds) {
        if (holds.test(newest)) {
            return false;
        }
        List<Instant> measured = starts(history.slots(), holds);
        return measured.isEmpty()
                || Rhythm.of(measured, featureSpec.slotLength())
                        .isDue(measured.get(measured.size() - 1), newest.start());
    }

    private static List<Instant> starts(List<PastSlot> slots, Predicate<PastSlot> holds) {
        return slots.stream().filter(holds).map(PastSlot::start).toList();
    }

    private double completeness(History history, List<PastSlot> recent) {
        Predicate<PastSlot> isMeasured = slot -> !slot.values().isEmpty();
        Rhythm rhythm = Rhythm.of(starts(history.slots(), isMeasured), featureSpec.slotLength());
        return rhythm.completeness(starts(recent, isMeasured).size(), span);
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

    private static boolean areFinite(float[]... rows) {
        for (float[] row : rows) {
            for (float value : row) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }
}
