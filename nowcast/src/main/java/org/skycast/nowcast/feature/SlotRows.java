package org.skycast.nowcast.feature;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What was measured in some slots: a row for each, a column for each input; 0 where missing, with a mask of 0. */
@SuppressWarnings("ArrayRecordComponent") // made once, read once; never compared
record SlotRows(float[] values, float[] mask) {

    /** The slots that start at these times, of those in {@code past}. */
    static SlotRows of(List<Feature> inputs, List<Instant> starts, Map<Instant, PastSlot> past) {
        int width = inputs.size();
        float[] values = new float[starts.size() * width];
        float[] mask = new float[values.length];
        for (int row = 0; row < starts.size(); row++) {
            PastSlot slot = past.get(starts.get(row));
            for (int column = 0; slot != null && column < width; column++) {
                Double value = slot.values().get(inputs.get(column));
                if (value != null) {
                    values[row * width + column] = value.floatValue();
                    mask[row * width + column] = 1;
                }
            }
        }
        return new SlotRows(values, mask);
    }
}
