package org.skycast.nowcast.learn;

/** What one variable's forecasts at one lead are made with. Never changed; in one row, for many are made a forecast. */
final class Terms {

    private static final int SHARES = Regression.TERMS;
    private static final int BIAS = SHARES + Experts.COUNT;
    private static final int SIZE = BIAS + Slots.PARTS;
    private static final int STILL = SIZE + Slots.PARTS;

    private final double[] row;
    private final int levels;

    private Terms(double[] row, int levels) {
        this.row = row;
        this.levels = levels;
    }

    /**
     * @param slopes the regression's coefficients
     * @param shares of the experts, in their order
     * @param bias by part of the day, added to the regression
     * @param size the mean absolute error of persistence by part of the day
     * @param byLevel by level each: still, own, stretch and last
     */
    static Terms of(double[] slopes, double[] shares, double[] bias, double[] size, float[]... byLevel) {
        int levels = byLevel[0].length;
        double[] row = new double[STILL + byLevel.length * levels];
        System.arraycopy(slopes, 0, row, 0, slopes.length);
        System.arraycopy(shares, 0, row, SHARES, shares.length);
        System.arraycopy(bias, 0, row, BIAS, bias.length);
        System.arraycopy(size, 0, row, SIZE, size.length);
        for (int i = STILL; i < row.length; i++) {
            row[i] = byLevel[(i - STILL) / levels][(i - STILL) % levels];
        }
        return new Terms(row, levels);
    }

    double slope(int term) {
        return row[term];
    }

    double share(int expert) {
        return row[SHARES + expert];
    }

    double bias(int part) {
        return row[BIAS + part];
    }

    double size(int part) {
        return row[SIZE + part];
    }

    /** How far persistence's quantile is from its median, in sizes. */
    double still(int level) {
        return row[STILL + level];
    }

    /** The same of the adapted model. */
    double own(int level) {
        return row[STILL + levels + level];
    }

    /** By which the model's own distance from its median is multiplied. */
    double stretch(int level) {
        return row[STILL + 2 * levels + level];
    }

    /** What is added to the mean of the experts, in sizes. */
    double last(int level) {
        return row[STILL + 3 * levels + level];
    }

    /** Those between these and others. */
    Terms toward(Terms other, double share) {
        if (share == 0) {
            return this;
        }
        double[] between = new double[row.length];
        for (int i = 0; i < between.length; i++) {
            between[i] = row[i] + share * (other.row[i] - row[i]);
        }
        return new Terms(between, levels);
    }
}
