package org.skycast.nowcast.learn;

import java.util.Arrays;

/**
 * What each expert says of one variable at one lead: quantiles in the variable's unit, and what is made of them.
 *
 * @param quantiles by expert, then level, in one row
 * @param size the mean absolute error of persistence at this part of the day
 * @param center the adapted model's median
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read once; never compared
record Experts(double[] quantiles, double size, double center) {

    /** Persistence, the station's own recent days, the model as it is, the model as the station has corrected it. */
    static final int COUNT = 4;

    static final int PERSISTENCE = 0;
    static final int RECENT_DAYS = 1;
    static final int BUNDLE = 2;
    static final int ADAPTED = 3;

    /** A correction by more than so many mean absolute errors is no correction. */
    private static final double FARTHEST = 12;

    /** What they say by what is in force. */
    static Experts of(Levels levels, Terms terms, Outlook outlook) {
        double size = terms.size(outlook.part());
        double center = center(levels, terms, outlook, size);
        int count = levels.count();
        double[] said = new double[COUNT * count];
        double median = outlook.model()[levels.median()];
        double heard = heard(Math.abs(median - outlook.newest()), size);
        for (int i = 0; i < count; i++) {
            double model = outlook.model()[i];
            double width = terms.still(i) * size;
            double persistence = outlook.newest() + width;
            said[PERSISTENCE * count + i] = persistence;
            said[RECENT_DAYS * count + i] = outlook.newest() + outlook.dayStep() + width;
            said[BUNDLE * count + i] = persistence + heard * (model - persistence);
            double stretched = (model - median) * terms.stretch(i);
            said[ADAPTED * count + i] = center + (terms.own(i) * size + stretched) / 2;
        }
        return new Experts(said, size, center);
    }

    /**
     * How much the model as it is counts against persistence in its place, 0 to 1. Where it is so far off that it must be
     * mistaken, as of a place such as it never saw, its share before anything was learnt would still be too much. It
     * fades, for what is issued is not to jump.
     */
    private static double heard(double step, double size) {
        return Math.max(0, Math.min(1, 2 - step / (FARTHEST * size)));
    }

    private static double center(Levels levels, Terms terms, Outlook outlook, double size) {
        double[] of = outlook.terms(levels, farthestTerm(size));
        double step = terms.bias(outlook.part());
        for (int i = 0; i < of.length; i++) {
            step += terms.slope(i) * of[i];
        }
        double most = FARTHEST * size;
        return outlook.newest() + Math.max(-most, Math.min(most, step));
    }

    /** How large a term of the regression may be. */
    static double farthestTerm(double size) {
        return 5 * FARTHEST * size;
    }

    /** Their mean, quantile by quantile, by these shares. */
    double[] mean(double[] shares) {
        double[] mean = new double[levels()];
        for (int expert = 0; expert < COUNT; expert++) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += shares[expert] * quantile(expert, i);
            }
        }
        return mean;
    }

    /** What one of them says. */
    double quantile(int expert, int level) {
        return quantiles[expert * levels() + level];
    }

    private int levels() {
        return quantiles.length / COUNT;
    }

    /** What is issued: their mean, widened or narrowed to what came true, in order. */
    double[] issued(Terms terms) {
        double[] issued = mean(terms.shares());
        for (int i = 0; i < issued.length; i++) {
            issued[i] += terms.last(i) * size;
        }
        Arrays.sort(issued);
        return issued;
    }

    /** The adapted model by itself, in order. */
    double[] adapted() {
        double[] adapted = Arrays.copyOfRange(quantiles, ADAPTED * levels(), (ADAPTED + 1) * levels());
        Arrays.sort(adapted);
        return adapted;
    }
}
