package org.skycast.nowcast.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.observe.Origin;

/**
 * A forecast and where it comes from.
 *
 * @param stationId the station
 * @param referenceTime the end of the newest slot it was made of
 * @param issuedAt when the log took that slot's observation
 * @param lineage what it was made of
 * @param variables by target; one that the station has not measured within the history is absent
 * @param events by event, likewise
 * @param completeness how much of what the station's rhythm promised of the history was measured, 0 to 1
 * @param degraded what was due and lacking, as plain names: a target's CF name, {@code sky}, {@code newest_slot}
 * @param unfamiliar what of the inputs lies outside of what the model was trained on, as plain names: a CF name,
 *     {@code altitude}, {@code latitude}
 * @param frameAge from the newest frame's capture to the reference time, if a frame is in the history
 * @param readingAge from the newest reading to the reference time, if a reading is in the history
 */
public record Forecast(
        String stationId,
        Instant referenceTime,
        Instant issuedAt,
        Lineage lineage,
        List<OfVariable> variables,
        List<OfEvent> events,
        double completeness,
        List<String> degraded,
        List<String> unfamiliar,
        Optional<Duration> frameAge,
        Optional<Duration> readingAge) {

    public Forecast {
        variables = List.copyOf(variables);
        events = List.copyOf(events);
        degraded = List.copyOf(degraded);
        unfamiliar = List.copyOf(unfamiliar);
    }

    /**
     * What a forecast was made of.
     *
     * @param model the model
     * @param featureSpec the version of the feature spec
     * @param observation where the newest slot's observation stands in the log
     * @param slots the slots whose values it read, and their revisions, oldest first
     * @param learnt what the station had taught by then; absent where the model's forecast went out as it is
     */
    public record Lineage(
            Forecaster.Model model,
            String featureSpec,
            Origin observation,
            List<SlotRevision> slots,
            Optional<Learnt> learnt) {
        public Lineage {
            slots = List.copyOf(slots);
        }

        /** The same without slots and weights, for what names the forecast: that one has them. */
        public Lineage withoutSlots() {
            return new Lineage(model, featureSpec, observation, List.of(), learnt.map(Learnt::withoutWeights));
        }
    }

    /** A slot that was read, and which revision of it. */
    public record SlotRevision(Instant start, int revision) {}

    /**
     * A variable's quantiles.
     *
     * @param leads the lead times
     * @param levels the quantile levels
     * @param values by lead, then level
     * @param newest the newest value among the inputs, which is what persistence says, if there is one
     * @param bundle the medians that the bundle itself said, by lead; absent where they went out as they are
     */
    public record OfVariable(
            Feature feature,
            List<Duration> leads,
            List<Double> levels,
            List<List<Float>> values,
            OptionalDouble newest,
            Optional<List<Float>> bundle) {
        public OfVariable {
            leads = List.copyOf(leads);
            levels = List.copyOf(levels);
            values = List.copyOf(values);
            bundle = bundle.map(List::copyOf);
        }
    }

    /**
     * An event's probabilities.
     *
     * @param leads the lead times
     * @param probabilities by lead
     * @param newest the newest value of the event's variable among the inputs, if there is one
     * @param newestAge from the end of that value's slot to the reference time
     * @param bundle the probabilities that the bundle itself said, by lead; absent where they went out as they are
     */
    public record OfEvent(
            ForecastSpec.Event event,
            List<Duration> leads,
            List<Float> probabilities,
            OptionalDouble newest,
            Optional<Duration> newestAge,
            Optional<List<Float>> bundle) {
        public OfEvent {
            leads = List.copyOf(leads);
            probabilities = List.copyOf(probabilities);
            bundle = bundle.map(List::copyOf);
        }
    }
}
