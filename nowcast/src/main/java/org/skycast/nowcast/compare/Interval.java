package org.skycast.nowcast.compare;

import java.util.Arrays;
import java.util.Optional;

/** Where a figure lies, by its resamples. */
public record Interval(double low, double high) {

    /** Of the intervals that are shown: the habit of the field. */
    public static final double LEVEL = 0.95;

    /** Whether the figure is less than zero, as far as one can tell. */
    public boolean isBelowZero() {
        return high < 0;
    }

    /** Whether the figure is more than zero, as far as one can tell. */
    public boolean isAboveZero() {
        return low > 0;
    }

    /**
     * The percentile interval (Efron, Ann. Stat. 7 (1979)) at {@code level}; a resample that is not a number does not
     * count, and where none is a number there is no interval.
     */
    public static Optional<Interval> of(double[] resampled, double level) {
        double[] sorted = Arrays.stream(resampled)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        double tail = (1 - level) / 2;
        return sorted.length == 0
                ? Optional.empty()
                : Optional.of(new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail)));
    }

    /**
     * Of a share that is 0 or 1. Where all days are alike resamples are too; the interval is then the binomial's of so many days
     * (Clopper and Pearson, 1934).
     */
    public static Interval ofAllOrNone(double share, long days) {
        double rest = StrictMath.pow((1 - LEVEL) / 2, 1.0 / days);
        return share == 0 ? new Interval(0, 1 - rest) : new Interval(rest, 1);
    }

    /** By linear interpolation (Hyndman and Fan, type 7). */
    private static double quantile(double[] sorted, double level) {
        double at = level * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
