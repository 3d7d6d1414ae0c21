package org.skycast.nowcast.forecast;

import java.time.Duration;
import org.skycast.nowcast.feature.FeatureSpec;

/**
 * How far back a station is remembered.
 *
 * @param slots what was measured
 * @param skies what its camera saw: a frame weighs as much as three hours of slots, and is soon too old to forecast from
 */
public record Reach(Duration slots, Duration skies) {

    /** Nothing is remembered. */
    public static final Reach NONE = new Reach(Duration.ZERO, Duration.ZERO);

    /** As far as tensors of this spec read. */
    public static Reach of(FeatureSpec spec) {
        return new Reach(spec.remembers(), spec.skyMaxAge());
    }

    /** As far as this and another. */
    public Reach and(Reach other) {
        return new Reach(longer(slots, other.slots), longer(skies, other.skies));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
