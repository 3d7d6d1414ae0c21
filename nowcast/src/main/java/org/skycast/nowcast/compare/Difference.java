package org.skycast.nowcast.compare;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The candidate's mean score less another's over the same cases: below zero, the candidate is better.
 *
 * @param value in the variable's unit; of an event's Brier score, a number
 * @param other the other's mean score
 * @param interval of the value, at {@link Interval#LEVEL}; absent where there are too few days
 */
public record Difference(double value, double other, Optional<Interval> interval) {

    /** As a share of the other's mean score; absent where that is zero. */
    public OptionalDouble relative() {
        return other > 0 ? OptionalDouble.of(value / other) : OptionalDouble.empty();
    }

    /** The interval, likewise. */
    public Optional<Interval> relativeInterval() {
        return other > 0 ? interval.map(of -> new Interval(of.low() / other, of.high() / other)) : Optional.empty();
    }
}
