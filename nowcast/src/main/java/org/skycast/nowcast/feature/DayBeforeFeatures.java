package org.skycast.nowcast.feature;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.skycast.nowcast.feature.FeatureTensor.MadeOf;

/**
 * The slots that end a day before those that are forecast, by lead: {@code day_before} and {@code day_before_mask}, both
 * [L, F], in raw units.
 */
final class DayBeforeFeatures implements FeatureGroup {

    private static final String VALUES = "day_before";
    private static final String MASK = "day_before_mask";
    private static final Duration DAY = Duration.ofHours(24);

    @Override
    public List<FeatureTensor> tensors(FeatureSpec spec, List<Duration> leads) {
        List<Integer> shape = List.of(leads.size(), spec.inputs().size());
        return List.of(
                new FeatureTensor(VALUES, shape, MadeOf.READINGS), new FeatureTensor(MASK, shape, MadeOf.READINGS));
    }

    @Override
    public void make(FeatureSpec spec, List<Duration> leads, Moment moment, BiConsumer<String, float[]> to) {
        List<Instant> starts = leads.stream()
                .map(lead -> moment.reference().minus(age(spec, lead)))
                .toList();
        SlotRows rows = SlotRows.of(spec.inputs(), starts, moment.past());
        to.accept(VALUES, rows.values());
        to.accept(MASK, rows.mask());
    }

    /** How long before the reference time the slot starts that is read for a lead; of a lead beyond a day, less than 0. */
    private static Duration age(FeatureSpec spec, Duration lead) {
        return DAY.plus(spec.slotLength()).minus(lead);
    }

    @Override
    public Duration reach(FeatureSpec spec) {
        return DAY;
    }

    @Override
    public boolean reads(FeatureSpec spec, List<Duration> leads, Duration age) {
        return leads.contains(DAY.plus(spec.slotLength()).minus(age));
    }
}
