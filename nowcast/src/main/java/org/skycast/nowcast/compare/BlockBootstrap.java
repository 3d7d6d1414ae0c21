package org.skycast.nowcast.compare;

import java.util.Arrays;
import java.util.Random;

/**
 * How much a mean over some days would vary over other days of the same weather. Days are drawn anew with all that all
 * stations said of them, since neighbours share their weather, and in blocks of consecutive days, since weather lasts
 * (Künsch, Ann. Stat. 17 (1989); for forecasts Wilks, J. Climate 10 (1997)). Blocks run on from the last day to the first,
 * so that each day counts alike (Politis and Romano, 1992). The same seed gives the same draws.
 */
public final class BlockBootstrap {

    /** Resamples: a tail of 2.5% then holds 25 of them. */
    public static final int RESAMPLES = 1000;

    /** Fewer days than this have too few blocks among them to tell how days vary. */
    public static final int FEWEST_DAYS = 7;

    /** The normal distribution's 97.5% quantile. */
    private static final double NORMAL = 1.959964;

    private final int[][] draws;
    private final double spread;

    /**
     * @param days how many days there are, in order
     * @param seed of the draws
     */
    public BlockBootstrap(int days, long seed) {
        var random = new Random(seed);
        int block = blockDays(days);
        spread = spread(days);
        draws = new int[RESAMPLES][days];
        for (int[] draw : draws) {
            for (int drawn = 0; drawn < days; ) {
                int first = random.nextInt(days);
                for (int i = 0; i < block && drawn < days; i++, drawn++) {
                    draw[(first + i) % days]++;
                }
            }
        }
    }

    /**
     * How many consecutive days a block has: the cube root of the days, the order of growth that is best for a variance
     * (Hall, Horowitz and Jing, Biometrika 82 (1995)); of a month three days, of a year seven.
     */
    public static int blockDays(int days) {
        return Math.max(1, (int) Math.round(Math.cbrt(days)));
    }

    /**
     * By how much resampled means are too close together, for they are drawn from few days: the blocks' own mean takes a
     * share of the variance (n/(n - block)), and tails are those of a normal distribution, not of Student's (Hesterberg, Am.
     * Stat. 69 (2015)). Student's 97.5% quantile by Cornish and Fisher's expansion, by the normal one.
     */
    static double spread(int days) {
        int block = blockDays(days);
        if (days <= block) {
            return 1;
        }
        double z2 = NORMAL * NORMAL;
        double freedom = days - 1;
        double tails = 1 + (z2 + 1) / (4 * freedom) + (5 * z2 * z2 + 16 * z2 + 3) / (96 * freedom * freedom);
        return tails * Math.sqrt((double) days / (days - block));
    }

    /**
     * The mean in each resample, moved away from the mean of all by what resampling few days falls short of; not a number in
     * a resample whose days have no case.
     *
     * @param sums by day, the sum over its cases
     * @param cases by day
     */
    public double[] means(double[] sums, long[] cases) {
        double mean = Arrays.stream(sums).sum() / Arrays.stream(cases).sum();
        double[] means = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            double sum = 0;
            long count = 0;
            for (int day = 0; day < sums.length; day++) {
                sum += draws[r][day] * sums[day];
                count += draws[r][day] * cases[day];
            }
            means[r] = count == 0 ? Double.NaN : mean + spread * (sum / count - mean);
        }
        return means;
    }
}
