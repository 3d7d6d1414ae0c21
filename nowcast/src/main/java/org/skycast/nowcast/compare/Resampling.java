package org.skycast.nowcast.compare;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The same draws of days for every row, so that rows can be averaged within a resample. */
final class Resampling {

    private final List<Long> days;
    private final BlockBootstrap bootstrap;

    /** @param days all that have a case, in order */
    Resampling(List<Long> days, long seed) {
        this.days = days;
        this.bootstrap = new BlockBootstrap(days.size(), seed);
    }

    /** A row's resampled means; absent where it has cases on fewer than {@link BlockBootstrap#FEWEST_DAYS} days. */
    Optional<double[]> means(Group group, ToDoubleFunction<Accumulator> sum, ToLongFunction<Accumulator> cases) {
        double[] sums = new double[days.size()];
        long[] counts = new long[days.size()];
        int with = 0;
        for (int i = 0; i < sums.length; i++) {
            Accumulator day = group.days().get(days.get(i));
            if (day != null && cases.applyAsLong(day) > 0) {
                sums[i] = sum.applyAsDouble(day);
                counts[i] = cases.applyAsLong(day);
                with++;
            }
        }
        return with < BlockBootstrap.FEWEST_DAYS ? Optional.empty() : Optional.of(bootstrap.means(sums, counts));
    }
}
