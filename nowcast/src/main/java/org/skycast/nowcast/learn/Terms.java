package org.skycast.nowcast.learn;

/**
 * What one variable's forecasts at one lead are made with. Never changed; in one row, or between two, for many are made a
 * forecast.
 */
final class Terms {

    private static final int SHARES = Regression.TERMS;
    private static final int BIAS = SHARES + Experts.COUNT;
    private static final int SIZE = BIAS + Slots.PARTS;
    private static final int STILL = SIZE + Slots.PARTS;

    private final double[] row;
    private final double[] other;
    private final double share;
    private final int levels;

    /** @param share how far what holds is from the row to the other one */
    private Terms(double[] row, double[] other, double share, int levels) {
        this.row = row;
        this.other = other;
        this.share = share;
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
        return new Terms(row, row, 0, levels);
    }

    double slope(int term) {
        return at(term);
    }

    double share(int expert) {
        return at(SHARES + expert);
    }

    /** By expert. */
    double[] shares() {
        double[] shares = new double[Experts.COUNT];
        for (int expert = 0; expert < shares.length; expert++) {
            shares[expert] = share(expert);
        }
        return shares;
    }

    double bias(int part) {
        return at(BIAS + part);
    }

    double size(int part) {
        return at(SIZE + part);
    }

    /** How far persistence's quantile is from its median, in sizes. */
    double still(int level) {
        return at(STILL + level);
    }

    /** The same of the adapted model. */
    double own(int level) {
        return at(STILL + levels + level);
    }

    /** By which the model's own distance from its median is multiplied. */
    double stretch(int level) {
        return at(STILL + 2 * levels + level);
    }

    /** What is added to the mean of the experts, in sizes. */
    double last(int level) {
        return at(STILL + 3 * levels + level);
    }

    private double at(int column) {
        return share == 0 ? row[column] : row[column] + share * (other[column] - row[column]);
    }

    /** Those between these and others, neither of which is between any. */
    Terms toward(Terms next, double way) {
        return way == 0 ? this : new Terms(row, next.row, way, levels);
    }
}
