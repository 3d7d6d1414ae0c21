package org.skycast.nowcast.feature;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.skycast.nowcast.station.Site;

/**
 * What a model was trained on, by input: what comes in is held against it.
 *
 * @param inputs the mean and the standard deviation of the training slots; an input that the training never saw is absent
 * @param sites where its stations stood; empty where that is not known
 * @param elsewhere of what it forecasts, its mean absolute error over persistence's at the worst of the places that were
 *     left out of its training to try it on; absent where none was
 */
public record TrainingStatistics(Map<Feature, Spread> inputs, List<Site> sites, Map<Feature, Double> elsewhere) {

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
}
