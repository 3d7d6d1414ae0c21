package org.skycast.nowcast.learn;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What a station has taught of one variable at one lead. */
final class LeadLearning {

    /** Quantiles follow by this part of a mean absolute error a slot; what is issued follows half as fast. */
    private static final double STEP = 0.006;

    /** A part of the day forgets its errors in ten days, of which it has eighteen slots each. */
    private static final double PART_MEMORY = 10 * Slots.A_DAY / Slots.PARTS;

    /** So many slots of a part of the day say half of what many would, of its bias and of its size. */
    private static final double BIAS_TRUSTED = 60;

    private static final double SIZE_TRUSTED = 30;

    /** An error counts as no more than so many mean ones. */
    private static final double LARGEST = 4;

    /** A step from the newest value is believed up to so many mean errors; Huber's weights make little of one that large. */
    private static final double LARGEST_STEP = 32;

    /** The scale of errors forgets in some ten days. */
    private static final double SCALE_MEMORY = 1500;

    private static final double SCALE_BEFOREHAND = 30;

    /** Weights count as they were learnt after so many days; until then, in part as they were beforehand. */
    private static final double TRUSTED_DAYS = 5;

    private final Levels levels;
    private final Prior prior;
    private final Regression regression;
    private final Aggregation aggregation;
    private final float[] bias = new float[Slots.PARTS];
    private final float[] size = new float[Slots.PARTS];
    private final float[] counted = new float[Slots.PARTS];
    private final float[] still;
    private final float[] own;
    private final float[] stretch;
    private final float[] last;
    private float slots;
    private float scale;
    private int newest;

    private LeadLearning(Levels levels, Prior prior, Regression regression, Aggregation aggregation) {
        this.levels = levels;
        this.prior = prior;
        this.regression = regression;
        this.aggregation = aggregation;
        this.still = new float[levels.count()];
        this.own = new float[levels.count()];
        this.stretch = new float[levels.count()];
        this.last = new float[levels.count()];
    }

    /**
     * What holds before anything was learnt.
     *
     * @param size persistence's mean absolute error, in the variable's unit
     * @param slope of the model's step from the newest value
     * @param shares of the experts
     */
    @SuppressWarnings("ArrayRecordComponent") // made once; never compared
    record Prior(int leadMinutes, double size, double slope, double[] shares) {}

    /** Nothing was learnt yet. */
    static LeadLearning none(Levels levels, Prior prior) {
        var learning = new LeadLearning(levels, prior, new Regression(), Aggregation.beforehand(prior.shares()));
        for (int i = 0; i < levels.count(); i++) {
            learning.still[i] = (float) levels.beforehand(i);
            learning.own[i] = (float) levels.beforehand(i);
        }
        Arrays.fill(learning.stretch, 1);
        Arrays.fill(learning.size, (float) prior.size());
        learning.scale = (float) prior.size();
        return learning;
    }

    static int bytes(Levels levels) {
        return Regression.bytes() + Aggregation.bytes() + Float.BYTES * (3 * Slots.PARTS + 4 * levels.count() + 3);
    }

    static LeadLearning read(Levels levels, Prior prior, ByteBuffer from) {
        var learning = new LeadLearning(levels, prior, Regression.read(from), Aggregation.read(from));
        for (float[] values : learning.arrays()) {
            Floats.read(from, values);
        }
        learning.slots = from.getFloat();
        learning.scale = from.getFloat();
        learning.newest = from.getInt();
        return learning;
    }

    void write(ByteBuffer to) {
        regression.write(to);
        aggregation.write(to);
        for (float[] values : arrays()) {
            Floats.write(to, values);
        }
        to.putFloat(slots);
        to.putFloat(scale);
        to.putInt(newest);
    }

    private float[][] arrays() {
        return new float[][] {bias, size, counted, still, own, stretch, last};
    }

    /** What forecasts are made with if it is put in force now. */
    Terms terms() {
        double[] beforehand = new double[Regression.TERMS];
        beforehand[0] = prior.slope();
        return Terms.of(
                regression.solve(beforehand, scale),
                trustedShares(),
                trustedBias(),
                trustedSize(),
                still,
                own,
                stretch,
                last);
    }

    private double[] trustedBias() {
        double[] trusted = new double[Slots.PARTS];
        for (int i = 0; i < trusted.length; i++) {
            trusted[i] = bias[i] * counted[i] / (counted[i] + BIAS_TRUSTED);
        }
        return trusted;
    }

    private double[] trustedSize() {
        double sum = SIZE_TRUSTED * prior.size();
        double count = SIZE_TRUSTED;
        for (int i = 0; i < Slots.PARTS; i++) {
            sum += size[i] * counted[i];
            count += counted[i];
        }
        double[] trusted = new double[Slots.PARTS];
        for (int i = 0; i < trusted.length; i++) {
            double mixed = (size[i] * counted[i] + SIZE_TRUSTED * sum / count) / (counted[i] + SIZE_TRUSTED);
            trusted[i] = Math.max(1e-3 * prior.size(), mixed);
        }
        return trusted;
    }

    private double[] trustedShares() {
        double trust = Math.min(1, slots / (TRUSTED_DAYS * Slots.A_DAY));
        double[] learnt = aggregation.shares();
        double[] shares = new double[learnt.length];
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            double mixed = trust * learnt[i] + (1 - trust) * prior.shares()[i];
            shares[i] = i == Experts.BUNDLE ? Math.min(learnt[i], mixed) : mixed;
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
     * @param inForce what its forecast is taken to have been made with
     * @param minutes when its slot ended, in minutes since 1970
     */
    void take(Terms inForce, Outlook outlook, double truth, int minutes) {
        double weight = slots == 0 ? 1 : Slots.between(newest, minutes);
        Experts experts = Experts.of(levels, inForce, outlook);
        double size = experts.size();
        aggregation.take(levels, experts, truth, scale, weight, prior.leadMinutes(), prior.shares());
        follow(inForce, outlook, experts, truth, weight);
        learnSize(outlook, truth, size, weight);
        double[] terms = outlook.terms(levels, Experts.farthestTerm(size));
        double most = LARGEST_STEP * size;
        double step = Math.max(-most, Math.min(most, truth - outlook.newest()));
        double predicted = 0;
        for (int i = 0; i < terms.length; i++) {
            predicted += inForce.slope(i) * terms[i];
        }
        double rest = step - predicted;
        regression.add(terms, step, weight, Math.min(1, 3 * size / Math.max(1e-9, Math.abs(rest))));
        int part = outlook.part();
        double clipped = Math.max(-3 * size, Math.min(3 * size, rest));
        bias[part] += (float) ((clipped - bias[part]) * weight / Math.max(counted[part], weight));
        slots += (float) weight;
        scale += (float) ((Math.min(Math.abs(step), LARGEST * size) - scale)
                * weight
                / (Math.min(slots, SCALE_MEMORY) + SCALE_BEFOREHAND));
        newest = Math.max(newest, minutes);
    }

    private void learnSize(Outlook outlook, double truth, double inForce, double weight) {
        int part = outlook.part();
        counted[part] = (float) Math.min(PART_MEMORY, counted[part] + weight);
        double error = Math.min(Math.abs(truth - outlook.newest()), LARGEST * inForce);
        size[part] += (float) ((error - size[part]) * weight / Math.max(counted[part], weight));
    }

    /**
     * Each quantile goes up where it was exceeded and down where not, so that in the long run it is exceeded as often as it
     * says, whatever comes: quantile tracking (A. Angelopoulos, E. Candès and R. Tibshirani, "Conformal PID control for time
     * series prediction", NeurIPS 2023, proposition 1). Medians stay where they are.
     */
    private void follow(Terms inForce, Outlook outlook, Experts experts, double truth, double weight) {
        double size = experts.size();
        double median = outlook.model()[levels.median()];
        double[] mean = experts.mean(inForce.shares());
        for (int i = 0; i < levels.count(); i++) {
            if (i == levels.median()) {
                continue;
            }
            double step = STEP * weight * (1 + Math.abs(levels.beforehand(i)));
            still[i] -= (float) (step * levels.tooHigh(i, outlook.newest() + still[i] * size, truth));
            own[i] -= (float) (step * levels.tooHigh(i, experts.center() + own[i] * size, truth));
            last[i] -= (float) (step / 2 * levels.tooHigh(i, mean[i] + last[i] * size, truth));
            double outward = i > levels.median() ? -1 : 1;
            double stretched = experts.center() + (outlook.model()[i] - median) * stretch[i];
            double factor = StrictMath.exp(2 * STEP * weight * outward * levels.tooHigh(i, stretched, truth));
            stretch[i] = (float) Math.max(0.05, Math.min(20, stretch[i] * factor));
        }
    }
}
