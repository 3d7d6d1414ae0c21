package org.skycast.nowcast.feature;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skycast.nowcast.station.Site;

/**
 * A forecaster's inputs for one reference time.
 *
 * @param tensors the values by the tensor's name, row-major, in the order of the spec's tensors
 */
public record Features(Map<String, float[]> tensors) {

    public Features {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /**
     * The inputs at {@code reference}.
     *
     * @param past slots by their starts; those that the spec does not read are left aside
     */
    public static Features of(
            FeatureSpec spec, List<Duration> leads, Site site, Map<Instant, PastSlot> past, Instant reference) {
        var moment = new Moment(site, past, reference);
        Map<String, float[]> tensors = new LinkedHashMap<>();
        spec.groups().forEach(group -> group.make(spec, leads, moment, tensors::put));
        return new Features(tensors);
    }

    /** @throws IllegalArgumentException if there is none of this name */
    public float[] tensor(String name) {
        float[] values = tensors.get(name);
        if (values == null) {
            throw new IllegalArgumentException(
                    "There is no tensor '%s'; there are %s.".formatted(name, tensors.keySet()));
        }
        return values;
    }
}
