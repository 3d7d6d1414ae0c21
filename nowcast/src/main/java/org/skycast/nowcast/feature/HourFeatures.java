package org.skycast.nowcast.feature;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.skycast.nowcast.feature.FeatureTensor.MadeOf;

/**
 * What was measured in each hour before the history, oldest first, as far back as two days before its newest hour:
 * {@code hours} and {@code hours_mask}, both [K, F]. Hours count back from the reference time. A value is the mean of the
 * hour's slots that have one, in raw units, and its mask the share of the slots that do.
 */
final class HourFeatures implements FeatureGroup {

    private static final String VALUES = "hours";
    private static final String MASK = "hours_mask";
    private static final Duration HOUR = Duration.ofHours(1);

    /** The oldest hour ends so long before the reference time. */
    private static final Duration OLDEST = Duration.ofHours(48);

    @Override
    public void require(Duration slotLength, int historySlots) {
        long history = slotLength.toSeconds() * historySlots;
        if (HOUR.toSeconds() % slotLength.toSeconds() != 0
                || history % HOUR.toSeconds() != 0
                || history > OLDEST.toSeconds()) {
            throw new IllegalArgumentException(
                    "The hours before the history need whole slots in an hour and a history of whole hours, at most 48; %d slots of %d minutes are not."
                            .formatted(historySlots, slotLength.toMinutes()));
        }
    }

    @Override
    public List<FeatureTensor> tensors(FeatureSpec spec, List<Duration> leads) {
        List<Integer> shape = List.of(rows(spec), spec.inputs().size());
        return List.of(
                new FeatureTensor(VALUES, shape, MadeOf.READINGS), new FeatureTensor(MASK, shape, MadeOf.READINGS));
    }

    private static int rows(FeatureSpec spec) {
        return (int) (reach().minus(spec.historyLength()).toHours());
    }

    @Override
    public void make(FeatureSpec spec, List<Duration> leads, Moment moment, BiConsumer<String, float[]> to) {
        int width = spec.inputs().size();
        float[] values = new float[rows(spec) * width];
        float[] mask = new float[values.length];
        Instant hour = moment.reference().minus(reach());
        for (int row = 0; row < rows(spec); row++, hour = hour.plus(HOUR)) {
            mean(spec, moment, hour, row * width, values, mask);
        }
        to.accept(VALUES, values);
        to.accept(MASK, mask);
    }

    /** Of the hour that starts then, into both tensors from a place on. */
    private static void mean(FeatureSpec spec, Moment moment, Instant hour, int place, float[] values, float[] mask) {
        int slots = (int) (HOUR.toSeconds() / spec.slotLength().toSeconds());
        double[] sums = new double[spec.inputs().size()];
        int[] counts = new int[sums.length];
        Instant start = hour;
        for (int slot = 0; slot < slots; slot++, start = start.plus(spec.slotLength())) {
            PastSlot past = moment.past().get(start);
            for (int column = 0; past != null && column < sums.length; column++) {
                Double value = past.values().get(spec.inputs().get(column));
                if (value != null) {
                    sums[column] += value.floatValue();
                    counts[column]++;
                }
            }
        }
        for (int column = 0; column < sums.length; column++) {
            values[place + column] = counts[column] == 0 ? 0 : (float) (sums[column] / counts[column]);
            mask[place + column] = (float) counts[column] / slots;
        }
    }

    private static Duration reach() {
        return OLDEST.plus(HOUR);
    }

    @Override
    public Duration reach(FeatureSpec spec) {
        return reach();
    }

    @Override
    public boolean reads(FeatureSpec spec, List<Duration> leads, Duration age) {
        return age.compareTo(reach()) <= 0 && age.compareTo(spec.historyLength()) > 0;
    }
}
