package org.skycast.nowcast.warning;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How often a probability was said, and how often what it was said of then came: to a hundredth of a percent, as rules
 * are judged.
 */
public final class PeakCounts {

    private static final int STEPS = 10_000;

    private final long[] came = new long[STEPS + 1];
    private final long[] failed = new long[STEPS + 1];

    /**
     * Forecasts that said much the same.
     *
     * @param said the mean of what they said
     * @param share of them of which it came
     */
    public record Bin(double from, double to, long count, double said, double share) {}

    /**
     * What acting from a probability on would come to.
     *
     * @param raise that probability
     * @param hitRate of the forecasts before what came, the share that said so much or more
     * @param falseRate the same of those before what did not
     */
    public record Point(double raise, double hitRate, double falseRate) {}

    /** Counts a forecast. */
    public void add(double probability, boolean isTrue) {
        int step = (int) Math.round(probability * STEPS);
        (isTrue ? came : failed)[step]++;
    }

    /** Counts all that others have counted. */
    public void add(PeakCounts others) {
        for (int i = 0; i <= STEPS; i++) {
            came[i] += others.came[i];
            failed[i] += others.failed[i];
        }
    }

    /** How many were counted. */
    public long count() {
        return sum(came, 0, STEPS) + sum(failed, 0, STEPS);
    }

    /** The share of which it came; not a number where nothing was counted. */
    public double baseRate() {
        return sum(came, 0, STEPS) / (double) count();
    }

    private static long sum(long[] counts, int from, int to) {
        long sum = 0;
        for (int i = from; i <= to; i++) {
            sum += counts[i];
        }
        return sum;
    }

    /** Ten bins of equal width; those in which nothing was said are left out. */
    public List<Bin> reliability() {
        return bins(10, 1);
    }

    /**
     * Bins of equal width, each with so many forecasts at least: a smaller one is put to those after it.
     *
     * @param least in each but the last
     */
    List<Bin> bins(int bins, long least) {
        List<Bin> all = new ArrayList<>();
        int from = 0;
        for (int bin = 1; bin <= bins; bin++) {
            int to = bin == bins ? STEPS : bin * STEPS / bins - 1;
            long count = sum(came, from, to) + sum(failed, from, to);
            if (count >= least || (bin == bins && count > 0)) {
                double weighed = 0;
                for (int i = from; i <= to; i++) {
                    weighed += (double) i / STEPS * (came[i] + failed[i]);
                }
                double share = sum(came, from, to) / (double) count;
                all.add(new Bin((double) from / STEPS, Math.min(1, (to + 1.0) / STEPS), count, weighed / count, share));
                from = to + 1;
            } else if (least <= 1) {
                from = to + 1;
            }
        }
        return all;
    }

    /** The mean squared difference between what was said and what came, 1 or 0 (Brier, 1950). */
    public double brier() {
        double sum = 0;
        for (int i = 0; i <= STEPS; i++) {
            double p = (double) i / STEPS;
            sum += came[i] * (1 - p) * (1 - p) + failed[i] * p * p;
        }
        return sum / count();
    }

    /** What acting from this probability on would come to; rates of what never was are not numbers. */
    public Point at(double raise) {
        // As the engine compares: no less than what is asked for.
        int from = (int) Math.ceil(raise * STEPS - 1e-6);
        return new Point(
                raise,
                sum(came, from, STEPS) / (double) sum(came, 0, STEPS),
                sum(failed, from, STEPS) / (double) sum(failed, 0, STEPS));
    }

    /** From one twentieth to nineteen, in twentieths: the points of the relative operating characteristic (Mason, 1982). */
    public List<Point> roc() {
        List<Point> points = new ArrayList<>();
        for (int i = 1; i < 20; i++) {
            points.add(at(i / 20.0));
        }
        return points;
    }

    /** The area under that curve: that more was said before what came than before what did not, ties by half. */
    public OptionalDouble auc() {
        double pairs = 0;
        long below = 0;
        for (int i = 0; i <= STEPS; i++) {
            pairs += came[i] * (below + failed[i] / 2.0);
            below += failed[i];
        }
        long all = sum(came, 0, STEPS);
        return all == 0 || below == 0 ? OptionalDouble.empty() : OptionalDouble.of(pairs / ((double) all * below));
    }

    /**
     * The relative economic value of acting from a probability on: of what a perfect forecast would save over the better of
     * always and never acting, the share that is saved (Richardson, Q. J. R. Meteorol. Soc. 126 (2000)).
     *
     * @param costLoss what acting costs over what not acting loses, between 0 and 1
     * @return at most 1; below 0 one would do better without; empty where it always came or never
     */
    public OptionalDouble value(double costLoss, double raise) {
        double rate = baseRate();
        Point acting = at(raise);
        if (!(rate > 0 && rate < 1)) {
            return OptionalDouble.empty();
        }
        double climate = Math.min(costLoss, rate);
        double spent = acting.falseRate() * (1 - rate) * costLoss
                + acting.hitRate() * rate * costLoss
                + (1 - acting.hitRate()) * rate;
        return OptionalDouble.of((climate - spent) / (climate - rate * costLoss));
    }
}
