package org.skycast.nowcast.feature;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.skycast.nowcast.feature.FeatureTensor.MadeOf;

/** The newest slots, oldest first: {@code history} and {@code history_mask}, both [H, F], in raw units. */
final class HistoryFeatures implements FeatureGroup {

    private static final String VALUES = "history";
    private static final String MASK = "history_mask";

    @Override
    public List<FeatureTensor> tensors(FeatureSpec spec, List<Duration> leads) {
        List<Integer> shape = List.of(spec.historySlots(), spec.inputs().size());
        return List.of(
                new FeatureTensor(VALUES, shape, MadeOf.READINGS), new FeatureTensor(MASK, shape, MadeOf.READINGS));
    }

    @Override
    public void make(FeatureSpec spec, List<Duration> leads, Moment moment, BiConsumer<String, float[]> to) {
        List<Instant> starts = new ArrayList<>(spec.historySlots());
        Instant first = moment.reference().minus(spec.historyLength());
        for (int slot = 0; slot < spec.historySlots(); slot++) {
            starts.add(first.plus(spec.slotLength().multipliedBy(slot)));
        }
        SlotRows rows = SlotRows.of(spec.inputs(), starts, moment.past());
        to.accept(VALUES, rows.values());
        to.accept(MASK, rows.mask());
    }

    @Override
    public Duration reach(FeatureSpec spec) {
        return spec.historyLength();
    }

    @Override
    public boolean reads(FeatureSpec spec, List<Duration> leads, Duration age) {
        return age.compareTo(spec.historyLength()) <= 0;
    }
}
