package org.skycast.nowcast.verify.rolling;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.skycast.nowcast.feature.Feature;

/**
 * What a station measured over some slots.
 *
 * @param slots how many slots hold at least one value: a station that is silent has no broken sensor
 * @param values the slots' values by feature
 */
public record InputSums(long slots, Map<Feature, Moments> values) {

    /** Of no slot. */
    public static final InputSums NONE = new InputSums(0, Map.of());

    public InputSums {
        Map<Feature, Moments> ordered = new EnumMap<>(Feature.class);
        ordered.putAll(values);
        values = Collections.unmodifiableMap(ordered);
    }

    /** The sums of a feature's values. */
    public Moments of(Feature feature) {
        return values.getOrDefault(feature, Moments.NONE);
    }

    /** With a slot's values in the place of those that were known of it before. */
    InputSums with(SlotValues slot) {
        Map<Feature, Moments> sums = new EnumMap<>(Feature.class);
        sums.putAll(values);
        slot.before().forEach((feature, value) -> sums.put(feature, of(feature).minus(value)));
        slot.now()
                .forEach((feature, value) -> sums.put(
                        feature, sums.getOrDefault(feature, Moments.NONE).plus(value)));
        int more = (slot.now().isEmpty() ? 0 : 1) - (slot.before().isEmpty() ? 0 : 1);
        return new InputSums(slots + more, sums);
    }

    InputSums plus(InputSums other) {
        Map<Feature, Moments> sums = new EnumMap<>(Feature.class);
        sums.putAll(values);
        other.values.forEach((feature, more) -> sums.merge(feature, more, Moments::plus));
        return new InputSums(slots + other.slots, sums);
    }
}
