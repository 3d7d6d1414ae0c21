package org.skycast.nowcast.feature;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a model was trained on, by input: what comes in is held against it.
 *
 * @param inputs the mean and the standard deviation of the training slots; an input that the training never saw is absent
 */
public record TrainingStatistics(Map<Feature, Spread> inputs) {

    public TrainingStatistics {
        Map<Feature, Spread> ordered = new EnumMap<>(Feature.class);
        ordered.putAll(inputs);
        inputs = Collections.unmodifiableMap(ordered);
    }

    /**
     * Of one input, in its unit.
     *
     * @param std above 0
     */
    public record Spread(double mean, double std) {}
}
