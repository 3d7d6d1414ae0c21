package org.skycast.nowcast.verify;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.observe.Observation;

/**
 * What came true in a slot.
 *
 * @param start the slot's start
 * @param first the values that the slot had when it was first published
 * @param newest the values of its newest revision
 */
public record Truth(Instant start, Map<Feature, Double> first, Map<Feature, Double> newest) {

    public Truth {
        first = ordered(first);
        newest = ordered(newest);
    }

    /** Of a slot's first observation. */
    static Truth of(Observation observation) {
        Map<Feature, Double> values = PastSlot.of(observation).values();
        return new Truth(observation.slot().start(), observation.revision() == 0 ? values : Map.of(), values);
    }

    /** With a later revision of the slot. */
    Truth with(Observation amended) {
        return new Truth(start, first, PastSlot.of(amended).values());
    }

    private static Map<Feature, Double> ordered(Map<Feature, Double> values) {
        Map<Feature, Double> ordered = new EnumMap<>(Feature.class);
        ordered.putAll(values);
        return Collections.unmodifiableMap(ordered);
    }
}
