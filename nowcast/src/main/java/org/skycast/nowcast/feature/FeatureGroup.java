package org.skycast.nowcast.feature;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/** Tensors that are made together, since they tell of the same. What it promises holds for all time: bundles rest on it. */
interface FeatureGroup {

    /**
     * Refuses slots that it can make nothing of.
     *
     * @throws IllegalArgumentException that says what it needs
     */
    default void require(Duration slotLength, int historySlots) {}

    /** Its tensors, in order. */
    List<FeatureTensor> tensors(FeatureSpec spec, List<Duration> leads);

    /** Gives the values of each of its tensors under the tensor's name, in the same order. */
    void make(FeatureSpec spec, List<Duration> leads, Moment moment, BiConsumer<String, float[]> to);

    /** How long before the reference time the oldest slot starts that it reads; zero if it makes do with what is there. */
    default Duration reach(FeatureSpec spec) {
        return Duration.ZERO;
    }

    /** Whether it reads what was measured in the slot that starts {@code age} before the reference time. */
    default boolean reads(FeatureSpec spec, List<Duration> leads, Duration age) {
        return false;
    }
}
