package org.skycast.nowcast.verify.rolling;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.TrainingStatistics;

/**
 * How far what a station has measured in the last week is from what the model was trained on.
 *
 * @param feature what
 * @param training what the model was trained on
 * @param slots slots of the week in which the station measured anything
 * @param week the week's values
 * @param buckets how many of the week's buckets hold a value
 * @param lost how much rarer values are in the last day than in the month before it; absent where there is too little to tell
 */
public record InputDrift(
        Feature feature,
        TrainingStatistics.Spread training,
        long slots,
        Moments week,
        int buckets,
        Optional<Lost> lost) {

    /** Three days: with less, a day's weather or the time of day would be taken for drift. */
    private static final int ENOUGH_BUCKETS = 12;

    /** Half of the readings that an hourly station sends in a day. */
    private static final long ENOUGH_SLOTS = 12;

    /** A station that comes back tells nothing of a sensor before a day has passed. */
    private static final int BUCKETS_OF_A_DAY = 4;

    /**
     * How often values come.
     *
     * @param day in which share of the last day's slots
     * @param before in which share of the slots of the month before it
     * @param slots of the last day, in which the station measured anything
     */
    public record Lost(double day, double before, long slots) {

        /** How much rarer they are: 0 as often, 1 none any more. */
        public double level() {
            return 1 - day / before;
        }
    }

    /** The distance of the week's mean from the training's, in standard deviations of the training. */
    public OptionalDouble distance() {
        return isEnough()
                ? OptionalDouble.of(Math.abs(week.mean() - training.mean()) / training.std())
                : OptionalDouble.empty();
    }

    /** The week's standard deviation over the training's. */
    public OptionalDouble spread() {
        return isEnough() ? OptionalDouble.of(week.std() / training.std()) : OptionalDouble.empty();
    }

    /** The share of the week's slots without a value, among those in which the station measured anything. */
    public OptionalDouble missingShare() {
        return slots == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - (double) week.count() / slots);
    }

    private boolean isEnough() {
        return buckets >= ENOUGH_BUCKETS;
    }

    /** Of every input that the model was trained on and that the station has measured within a month of {@code newest}. */
    public static List<InputDrift> of(RollingView sums, Bucket newest, TrainingStatistics training) {
        var day = new Total();
        var week = new Total();
        var earlier = new Total();
        sums.forEachInputs(Window.MONTH.first(newest), newest, bucket -> {
            (Window.DAY.holds(newest, bucket.bucket()) ? day : earlier).add(bucket.sums());
            if (Window.WEEK.holds(newest, bucket.bucket())) {
                week.add(bucket.sums());
            }
        });
        List<InputDrift> drifts = new ArrayList<>();
        training.inputs().forEach((feature, trained) -> {
            if (day.sums.of(feature).count() + earlier.sums.of(feature).count() > 0) {
                drifts.add(new InputDrift(
                        feature,
                        trained,
                        week.sums.slots(),
                        week.sums.of(feature),
                        week.buckets.getOrDefault(feature, 0),
                        lost(feature, day, earlier)));
            }
        });
        return drifts;
    }

    private static Optional<Lost> lost(Feature feature, Total day, Total earlier) {
        boolean enough = day.sums.slots() >= ENOUGH_SLOTS
                && day.filled >= BUCKETS_OF_A_DAY
                && earlier.buckets.getOrDefault(feature, 0) >= ENOUGH_BUCKETS;
        return enough
                ? Optional.of(new Lost(day.rate(feature), earlier.rate(feature), day.sums.slots()))
                : Optional.empty();
    }

    private static final class Total {
        private final Map<Feature, Integer> buckets = new EnumMap<>(Feature.class);
        private InputSums sums = InputSums.NONE;
        private int filled;

        void add(InputSums more) {
            sums = sums.plus(more);
            filled += more.slots() > 0 ? 1 : 0;
            more.values()
                    .forEach((feature, moments) -> buckets.merge(feature, moments.count() > 0 ? 1 : 0, Integer::sum));
        }

        double rate(Feature feature) {
            return (double) sums.of(feature).count() / sums.slots();
        }
    }
}
