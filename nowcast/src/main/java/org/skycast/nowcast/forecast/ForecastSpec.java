package org.skycast.nowcast.forecast;

import java.time.Duration;
import java.util.List;
import org.skycast.nowcast.feature.Feature;

/**
 * What a forecaster forecasts.
 *
 * @param leads the lead times, ascending, whole slots: the slot that ends this long after the reference time
 * @param quantileLevels between 0 and 1, ascending
 * @param targets the variables, in order
 * @param events the events, in order
 */
public record ForecastSpec(
        List<Duration> leads, List<Double> quantileLevels, List<Target> targets, List<Event> events) {

    public ForecastSpec {
        leads = List.copyOf(leads);
        quantileLevels = List.copyOf(quantileLevels);
        targets = List.copyOf(targets);
        events = List.copyOf(events);
    }

    /**
     * A variable that is forecast.
     *
     * @param feature what
     * @param requires what the station must have measured within the history for the forecast to mean anything
     */
    public record Target(Feature feature, Feature requires) {}

    /**
     * Something that happens or does not, over a slot: that {@code of} reaches {@code threshold}.
     *
     * @param name such as {@code rain}
     * @param of the variable
     * @param threshold in that variable's unit
     * @param requires what the station must have measured within the history for the probability to mean anything
     */
    public record Event(String name, Feature of, double threshold, Feature requires) {}
}
