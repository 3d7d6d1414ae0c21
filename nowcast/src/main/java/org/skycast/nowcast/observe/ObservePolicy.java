package org.skycast.nowcast.observe;

import java.time.Duration;

/**
 * How a station's records become observations.
 *
 * @param slotLength how long a slot is
 * @param grace how far the station's watermark passes a slot's end before the slot closes without its frame
 * @param silence how long the log has taken nothing from a station before its slots close by the log's time
 * @param amendment how far behind the station's watermark a record may be and still amend its slot
 * @param aheadOfLog how far an event time may be ahead of the time at which the log took the record
 * @param frameSpacing frames closer together than this are skipped
 * @param emptySlots how many slots in a row are published empty before a station counts as silent: the length of a
 *     forecaster's history
 */
public record ObservePolicy(
        Duration slotLength,
        Duration grace,
        Duration silence,
        Duration amendment,
        Duration aheadOfLog,
        Duration frameSpacing,
        int emptySlots) {

    /**
     * How many readings of a slot are counted: more than one a second of ten minutes. A station that sends more floods what
     * is kept of the slot, which is written again with each.
     */
    public static final int READINGS_A_SLOT = 720;

    /** How long a slot may be amended where nothing else is said. */
    public static final Duration AMENDMENT = Duration.ofHours(24);

    /** @throws IllegalArgumentException if a span is negative, or the slot does not divide a day */
    public ObservePolicy {
        if (slotLength.toSeconds() <= 0 || Duration.ofDays(1).toSeconds() % slotLength.toSeconds() != 0) {
            throw new IllegalArgumentException(
                    "A slot of %s does not divide a day; choose one that does, such as PT10M.".formatted(slotLength));
        }
        notNegative("grace", grace);
        notNegative("silence", silence);
        notNegative("amendment", amendment);
        notNegative("aheadOfLog", aheadOfLog);
        notNegative("frameSpacing", frameSpacing);
        if (emptySlots < 1) {
            throw new IllegalArgumentException("emptySlots is %d; it must be at least 1.".formatted(emptySlots));
        }
    }

    /**
     * Two minutes of grace, fifteen of silence, a day for amendments, five minutes ahead of the log, four between
     * frames.
     */
    public static ObservePolicy of(Duration slotLength, int emptySlots) {
        return new ObservePolicy(
                slotLength,
                Duration.ofMinutes(2),
                Duration.ofMinutes(15),
                AMENDMENT,
                Duration.ofMinutes(5),
                Duration.ofMinutes(4),
                emptySlots);
    }

    /** This policy, but for how long a slot may be amended. */
    public ObservePolicy amendedFor(Duration span) {
        return new ObservePolicy(slotLength, grace, silence, span, aheadOfLog, frameSpacing, emptySlots);
    }

    private static void notNegative(String name, Duration span) {
        if (span.isNegative()) {
            throw new IllegalArgumentException("%s is %s; it must not be negative.".formatted(name, span));
        }
    }
}
