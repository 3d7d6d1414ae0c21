package org.skycast.nowcast.feature;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Sky;

/**
 * What is remembered of a slot.
 *
 * @param start the slot's start
 * @param revision which revision of its observation
 * @param values what was measured and can be believed, by feature
 * @param skies the newest frame, as each encoder in use has embedded it; of one encoder at most one
 * @param newestReadingAt the newest reading
 */
public record PastSlot(
        Instant start, int revision, Map<Feature, Double> values, List<Sky> skies, Optional<Instant> newestReadingAt) {

    public PastSlot {
        skies = List.copyOf(skies);
        Map<Feature, Double> ordered = new EnumMap<>(Feature.class);
        ordered.putAll(values);
        values = Collections.unmodifiableMap(ordered);
    }

    /** What is worth remembering of {@code observation}. */
    public static PastSlot of(Observation observation) {
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            feature.of(observation.variables()).ifPresent(value -> values.put(feature, kept((float) value)));
        }
        return new PastSlot(
                observation.slot().start(),
                observation.revision(),
                values,
                observation.sky().stream().toList(),
                observation.newestReadingAt());
    }

    /**
     * A value as it is kept, in single precision, as forecasters read it. A number of at most three decimals is that number:
     * what a sensor said is told as it said it, and what is just at a threshold stays there.
     */
    public static double kept(float value) {
        double decimals = Math.rint(value * 1e3) / 1e3;
        return (float) decimals == value ? decimals : value;
    }

    /** This slot with its frame as these encoders see it. */
    public PastSlot with(List<Sky> embedded) {
        return new PastSlot(start, revision, values, embedded, newestReadingAt);
    }

    /** What this encoder made of the slot's newest frame. */
    public Optional<Sky> skyOf(String encoderSha256) {
        return skies.stream()
                .filter(sky -> sky.encoderSha256().equals(encoderSha256))
                .findFirst();
    }

    /** Whether nothing that a forecaster can use came in the slot. */
    public boolean isEmpty() {
        return values.isEmpty() && skies.isEmpty();
    }
}
