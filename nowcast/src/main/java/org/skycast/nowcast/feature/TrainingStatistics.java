package org.skycast.nowcast.feature;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.skycast.nowcast.station.Site;

/**
 * What a model was trained on, by input: what comes in is held against it.
 *
 * @param inputs the mean and the standard deviation of the training slots; an input that the training never saw is absent
 * @param sites where its stations stood; empty where that is not known
 * @param elsewhere of what it forecasts, how it was at places that were left out of its training to try it on; absent
 *     where none was
 */
public record TrainingStatistics(Map<Feature, Spread> inputs, List<Site> sites, Map<Feature, Elsewhere> elsewhere) {

    /** Of a model of which nothing is known. */
    public static final TrainingStatistics UNKNOWN = new TrainingStatistics(Map.of());

    public TrainingStatistics {
        inputs = ordered(inputs);
        sites = List.copyOf(sites);
        elsewhere = ordered(elsewhere);
    }

    private static <V> Map<Feature, V> ordered(Map<Feature, V> values) {
        Map<Feature, V> ordered = new EnumMap<>(Feature.class);
        ordered.putAll(values);
        return Collections.unmodifiableMap(ordered);
    }

    /** Of stations of which it is not known where they stood. */
    public TrainingStatistics(Map<Feature, Spread> inputs) {
        this(inputs, List.of(), Map.of());
    }

    /**
     * Of one input, in its unit.
     *
     * @param std above 0
     */
    public record Spread(double mean, double std) {}

    /**
     * Of one variable, at places that were left out of the training.
     *
     * @param badDays by lead, the mean absolute error over persistence's that all but few windows of three days do not
     *     exceed; at least one
     */
    public record Elsewhere(NavigableMap<Duration, Double> badDays) {

        public Elsewhere {
            if (badDays.isEmpty()) {
                throw new IllegalArgumentException("badDays must tell of at least one lead");
            }
            badDays = Collections.unmodifiableNavigableMap(new TreeMap<>(badDays));
        }

        /** At a lead: linear between those that were tried, and of the nearest beyond them. */
        public double at(Duration lead) {
            Double tried = badDays.get(lead);
            if (tried != null) {
                return tried;
            }
            Map.Entry<Duration, Double> below = badDays.floorEntry(lead);
            Map.Entry<Duration, Double> above = badDays.ceilingEntry(lead);
            if (below == null || above == null) {
                return (below == null ? badDays.firstEntry() : badDays.lastEntry()).getValue();
            }
            double length = above.getKey().minus(below.getKey()).toMillis();
            double share = lead.minus(below.getKey()).toMillis() / length;
            return below.getValue() + share * (above.getValue() - below.getValue());
        }
    }
}
