package org.skycast.nowcast.observe;

import java.util.Set;

/**
 * A variable over a slot.
 *
 * @param mean the mean of the readings, circular for a direction
 * @param min the least reading
 * @param max the greatest reading
 * @param count how many readings, at least 1
 * @param flags what quality control has against it
 */
public record Summary(double mean, double min, double max, int count, Set<QualityFlag> flags) {

    public Summary {
        flags = Set.copyOf(flags);
    }

    /** Mean times count: the slot's total of an amount such as rain. */
    public double total() {
        return mean * count;
    }

    /** Whether quality control has nothing against it, so that a forecast may use it. */
    public boolean isUsable() {
        return flags.isEmpty();
    }
}
