package org.skycast.nowcast.verify.rolling;

/**
 * Values, summed up for their mean and standard deviation.
 *
 * @param count how many
 * @param sum of the values
 * @param squares sum of their squares
 */
public record Moments(long count, double sum, double squares) {

    /** Of no value. */
    public static final Moments NONE = new Moments(0, 0, 0);

    Moments plus(double value) {
        return new Moments(count + 1, sum + value, squares + value * value);
    }

    Moments minus(double value) {
        // Without the last value nothing is left, rounding errors neither.
        return count <= 1 ? NONE : new Moments(count - 1, sum - value, squares - value * value);
    }

    Moments plus(Moments other) {
        return new Moments(count + other.count, sum + other.sum, squares + other.squares);
    }

    /** The mean; NaN of no value. */
    public double mean() {
        return sum / count;
    }

    /** The standard deviation of the values themselves, not of a population they were drawn from; NaN of no value. */
    public double std() {
        double mean = mean();
        return Math.sqrt(Math.max(0, squares / count - mean * mean));
    }
}
