package org.skycast.nowcast.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * How often a station measures: every slot, or every so many. Slots in between are no lack. A station is believed a slower
 * rhythm only once it has kept it: nearly all of at least four gaps alike; what fails now and then has none, and is held to
 * every slot.
 *
 * @param gap from one slot in which it measures to the next, a whole number of slots
 */
record Rhythm(Duration gap) {

    private static final int FEWEST_GAPS = 4;

    /** A gap that is so much of all is what the station does; the others are when it failed. */
    private static final double NEARLY_ALL = 0.75;

    /** @param measured the starts of slots in which something was measured, oldest first */
    static Rhythm of(List<Instant> measured, Duration slot) {
        Map<Long, Integer> counts = new HashMap<>();
        for (int i = 1; i < measured.size(); i++) {
            // A Duration divided by another goes by way of BigDecimal, and took most of a forecast's time.
            long gap = Duration.between(measured.get(i - 1), measured.get(i)).toMillis();
            counts.merge(gap / slot.toMillis(), 1, Integer::sum);
        }
        int gaps = measured.size() - 1;
        long slots = gaps < FEWEST_GAPS
                ? 1
                : counts.entrySet().stream()
                        .filter(count -> count.getValue() >= NEARLY_ALL * gaps)
                        .flatMapToLong(count -> LongStream.of(count.getKey()))
                        .findFirst()
                        .orElse(1);
        return new Rhythm(slot.multipliedBy(Math.max(1, slots)));
    }

    /** Whether nothing of a slot is a lack: something was due in it, or before. */
    boolean isDue(Instant newestMeasured, Instant slotStart) {
        return !slotStart.isBefore(newestMeasured.plus(gap));
    }

    /** The share of what was due that came, 0 to 1. */
    double completeness(long measured, Duration span) {
        return Math.min(1, measured * ((double) gap.toMillis() / span.toMillis()));
    }
}
