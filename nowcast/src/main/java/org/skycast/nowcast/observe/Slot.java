package org.skycast.nowcast.observe;

import java.time.Duration;
import java.time.Instant;

/**
 * A span of a station's time, aligned to UTC: it holds the times from its start up to, not including, its end.
 *
 * @param start the first instant
 * @param length how long it is
 */
public record Slot(Instant start, Duration length) {

    /** The slot of this length that holds {@code time}. */
    public static Slot holding(Instant time, Duration length) {
        long seconds = length.toSeconds();
        return new Slot(Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds), length);
    }

    /** The first instant after it: the reference time of a forecast made from it. */
    public Instant end() {
        return start.plus(length);
    }

    /** The instant halfway. */
    public Instant midpoint() {
        return start.plus(length.dividedBy(2));
    }

    /** The slot that begins where this one ends. */
    public Slot next() {
        return new Slot(end(), length);
    }

    /** The slot that ends where this one begins. */
    public Slot previous() {
        return new Slot(start.minus(length), length);
    }
}
