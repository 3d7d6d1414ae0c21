package org.skycast.nowcast.observe;

import java.time.Instant;
import java.util.Set;

/**
 * The readings of one variable in one slot, so far. Sums are whole numbers of millionths, so that readings that come in
 * another order end in the same mean, bit for bit.
 *
 * @param count how many readings passed quality control
 * @param sum their sum, in millionths of the unit
 * @param min the least of them
 * @param max the greatest of them
 * @param sine the sum of their sines, in millionths, where the variable is a direction
 * @param cosine the sum of their cosines, in millionths, where the variable is a direction
 * @param latest the newest reading, whether it passed or not: what the next one is compared with
 * @param stuck whether a reading came from a sensor that was stuck
 */
public record VariableTally(
        int count, long sum, double min, double max, long sine, long cosine, Sample latest, boolean stuck) {

    private static final double MILLION = 1e6;

    /** One value at one time. */
    public record Sample(Instant at, double value) {}

    /** A tally that has counted nothing but has seen {@code sample}. */
    static VariableTally seeing(Sample sample) {
        return new VariableTally(0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, 0, sample, false);
    }

    /** This tally, having seen {@code sample} without counting it. */
    VariableTally see(Sample sample) {
        Sample newest = sample.at().isBefore(latest.at()) ? latest : sample;
        return new VariableTally(count, sum, min, max, sine, cosine, newest, stuck);
    }

    /** This tally with {@code value} counted. */
    VariableTally count(double value, boolean fromStuckSensor) {
        double radians = Math.toRadians(value);
        return new VariableTally(
                count + 1,
                sum + Math.round(value * MILLION),
                Math.min(min, value),
                Math.max(max, value),
                sine + Math.round(Math.sin(radians) * MILLION),
                cosine + Math.round(Math.cos(radians) * MILLION),
                latest,
                stuck || fromStuckSensor);
    }

    /** What the slot's observation says of the variable; only where {@code count} is at least 1. */
    Summary summary(Variable variable) {
        double mean = variable == Variable.WIND_DIRECTION ? circularMean() : sum / MILLION / count;
        return new Summary(mean, min, max, count, stuck ? Set.of(QualityFlag.STUCK) : Set.of());
    }

    /** The direction of the mean unit vector, 0 to 360 degrees (WMO-No. 8, volume I, chapter 5). */
    private double circularMean() {
        double degrees = Math.toDegrees(Math.atan2(sine, cosine));
        return degrees < 0 ? degrees + 360 : degrees;
    }
}
