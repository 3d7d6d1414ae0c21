package org.skycast.nowcast.learn;

import java.util.List;

/** The quantile levels of a model, and the quantiles of the distribution that holds before anything was learnt. */
final class Levels {

    private final double[] levels;
    private final double[] beforehand;
    private final int median;

    Levels(List<Double> levels) {
        this.levels = levels.stream().mapToDouble(Double::doubleValue).toArray();
        this.beforehand = new double[this.levels.length];
        int nearest = 0;
        for (int i = 0; i < beforehand.length; i++) {
            beforehand[i] = logistic(this.levels[i]);
            nearest = Math.abs(this.levels[i] - 0.5) < Math.abs(this.levels[nearest] - 0.5) ? i : nearest;
        }
        this.median = nearest;
    }

    /** The quantile of a logistic distribution around 0 whose mean absolute value is 1. */
    private static double logistic(double level) {
        return StrictMath.log(level / (1 - level)) / (2 * StrictMath.log(2));
    }

    int count() {
        return levels.length;
    }

    double at(int index) {
        return levels[index];
    }

    /** The index of the median. */
    int median() {
        return median;
    }

    /** How far from the median, in mean absolute errors, a quantile is where nothing was learnt. */
    double beforehand(int index) {
        return beforehand[index];
    }

    /** Twice the slope of the pinball loss of a quantile, as a share of the level's: above 0 where it was too high. */
    double tooHigh(int index, double quantile, double truth) {
        return (truth < quantile ? 1 : 0) - levels[index];
    }
}
