package org.skycast.nowcast.verify.rolling;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.verify.Truth;

/**
 * What an observation changes in what is known of its slot.
 *
 * @param end the slot's end
 * @param before the values that were known of it
 * @param now the values that are known of it with this observation
 */
public record SlotValues(Instant end, Map<Feature, Double> before, Map<Feature, Double> now) {

    public SlotValues {
        before = ordered(before);
        now = ordered(now);
    }

    /**
     * What {@code observation} changes.
     *
     * @param before what was known of its slot
     * @return absent for an amendment of a slot that is known no more: what it had counted for cannot be taken back
     */
    public static Optional<SlotValues> of(Optional<Truth> before, Observation observation) {
        if (before.isEmpty() && observation.revision() > 0) {
            return Optional.empty();
        }
        return Optional.of(new SlotValues(
                observation.slot().end(),
                before.map(Truth::newest).orElse(Map.of()),
                PastSlot.of(observation).values()));
    }

    private static Map<Feature, Double> ordered(Map<Feature, Double> values) {
        Map<Feature, Double> ordered = new EnumMap<>(Feature.class);
        ordered.putAll(values);
        return Collections.unmodifiableMap(ordered);
    }
}
