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
 */
public record TrainingStatistics(Map<Feature, Spread> inputs, List<Site> sites) {

    /** Of a model of which nothing is known. */
    public static final TrainingStatistics UNKNOWN = new TrainingStatistics(Map.of());

    public TrainingStatistics {
        Map<Feature, Spread> ordered = new EnumMap<>(Feature.class);
        ordered.putAll(inputs);
        inputs = Collections.unmodifiableMap(ordered);
        sites = List.copyOf(sites);
    }

    /** Of stations of which it is not known where they stood. */
    public TrainingStatistics(Map<Feature, Spread> inputs) {
        this(inputs, List.of());
    }

    /**
     * Of one input, in its unit.
     *
     * @param std above 0
     */
    public record Spread(double mean, double std) {}
}
