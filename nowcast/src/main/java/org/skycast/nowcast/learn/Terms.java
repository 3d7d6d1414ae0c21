package org.skycast.nowcast.learn;

/**
 * What one variable's forecasts at one lead are made with.
 *
 * @param slopes the regression's coefficients
 * @param bias by part of the day, added to the regression
 * @param size the mean absolute error of persistence by part of the day
 * @param still how far persistence's quantiles are from its median, by level, in sizes
 * @param own the same of the adapted model
 * @param stretch by which the model's own distances from its median are multiplied, by level
 * @param last what is added to the mean of the experts, by level, in sizes
 * @param shares of the experts, in their order
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read once; never compared
record Terms(
        double[] slopes,
        double[] bias,
        double[] size,
        double[] still,
        double[] own,
        double[] stretch,
        double[] last,
        double[] shares) {

    /** Those between these and others. */
    Terms toward(Terms other, double share) {
        if (share == 0) {
            return this;
        }
        return new Terms(
                between(slopes, other.slopes, share),
                between(bias, other.bias, share),
                between(size, other.size, share),
                between(still, other.still, share),
                between(own, other.own, share),
                between(stretch, other.stretch, share),
                between(last, other.last, share),
                between(shares, other.shares, share));
    }

    private static double[] between(double[] one, double[] other, double share) {
        double[] between = new double[one.length];
        for (int i = 0; i < between.length; i++) {
            between[i] = one[i] + share * (other[i] - one[i]);
        }
        return between;
    }
}
