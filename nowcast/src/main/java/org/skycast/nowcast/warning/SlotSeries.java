package org.skycast.nowcast.warning;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** One variable's values at one station, slot by slot, as their newest revisions have them. */
public final class SlotSeries {

    private final Duration slot;
    private final Map<Long, Double> values = new HashMap<>();

    /** @param slot how long each slot is */
    public SlotSeries(Duration slot) {
        this.slot = slot;
    }

    /** How long each slot is. */
    public Duration slot() {
        return slot;
    }

    /** Keeps the value of the slot that ends then, in the place of an earlier one; not a number takes it away. */
    public void put(Instant end, double value) {
        if (Double.isNaN(value)) {
            values.remove(end.getEpochSecond());
        } else {
            values.put(end.getEpochSecond(), value);
        }
    }

    /** The value of the slot that ends then; not a number where none was measured. */
    public double at(Instant end) {
        return values.getOrDefault(end.getEpochSecond(), Double.NaN);
    }
}
