package org.skycast.nowcast.compare;

/**
 * How much the candidate's scores differ from the champion's, as a share of these, on average over rows: below zero, the
 * candidate is better.
 *
 * @param rows over how many names and leads
 * @param value such as -0.05: five per cent better
 * @param interval of the value
 */
public record Change(int rows, double value, Interval interval) {

    /** Whether it is worse, as far as one can tell, and by more than {@code share}. */
    public boolean isWorseBy(double share) {
        return interval.isAboveZero() && value > share;
    }
}
