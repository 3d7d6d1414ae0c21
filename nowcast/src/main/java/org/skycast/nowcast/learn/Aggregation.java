package org.skycast.nowcast.learn;

import java.nio.ByteBuffer;

/**
 * How much each expert counts, by what its quantiles were worth.
 *
 * <p>Bernstein online aggregation with the gradient trick (O. Wintenberger, "Optimal learning with Bernstein online
 * aggregation", Machine Learning 106 (2017)), and a fixed share (M. Herbster and M. Warmuth, "Tracking the best expert",
 * Machine Learning 32 (1998)) that goes back to what held beforehand, so that one that was bad for weeks may come back. For
 * losses of at most 2 it promises that the sum of the losses exceeds that of the best fixed mean of the experts by at most
 * ln(1/share beforehand)/rate + rate times the sum of the squared regrets, whatever comes.
 */
final class Aggregation {

    private static final double RATE = 0.1;

    /** Up to this lead the rate holds; of longer ones truths overlap, and so tell less each. */
    private static final double RATED_MINUTES = 30;

    /** How much goes back to what held beforehand, a slot. */
    private static final double SHARE = 3e-4;

    /** The error of the median counts as three other levels': it is what most people look at. */
    private static final double MEDIAN_COUNTS = 3;

    private static final double WORST = 2;

    private final float[] logShares = new float[Experts.COUNT];

    static int bytes() {
        return Float.BYTES * Experts.COUNT;
    }

    static Aggregation beforehand(double[] shares) {
        var aggregation = new Aggregation();
        for (int i = 0; i < Experts.COUNT; i++) {
            aggregation.logShares[i] = (float) StrictMath.log(shares[i]);
        }
        return aggregation;
    }

    static Aggregation read(ByteBuffer from) {
        var aggregation = new Aggregation();
        Floats.read(from, aggregation.logShares);
        return aggregation;
    }

    void write(ByteBuffer to) {
        Floats.write(to, logShares);
    }

    /** The shares, which add up to 1. */
    double[] shares() {
        double[] shares = new double[Experts.COUNT];
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = StrictMath.exp(logShares[i]);
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    /**
     * Takes a truth.
     *
     * @param scale of the losses: persistence's mean absolute error
     * @param weight how many slots it stands for
     * @param beforehand the shares before anything was learnt
     */
    void take(
            Levels levels,
            Experts experts,
            double truth,
            double scale,
            double weight,
            int leadMinutes,
            double[] beforehand) {
        double[] shares = shares();
        double[] mean = experts.mean(shares);
        double rate = RATE * StrictMath.sqrt(RATED_MINUTES / Math.max(RATED_MINUTES, leadMinutes));
        for (int expert = 0; expert < Experts.COUNT; expert++) {
            double regret = 0;
            for (int i = 0; i < levels.count(); i++) {
                double counts = i == levels.median() ? MEDIAN_COUNTS : 1;
                regret += 2 * counts * levels.tooHigh(i, mean[i], truth) * (mean[i] - experts.quantile(expert, i));
            }
            regret /= scale * (levels.count() - 1 + MEDIAN_COUNTS);
            regret = Math.max(-WORST, Math.min(WORST, regret));
            logShares[expert] += (float) (weight * rate * regret * (1 - rate * regret));
        }
        share(SHARE * weight, beforehand);
    }

    private void share(double part, double[] beforehand) {
        double[] shares = shares();
        for (int i = 0; i < shares.length; i++) {
            logShares[i] = (float) StrictMath.log((1 - part) * shares[i] + part * beforehand[i]);
        }
    }
}
