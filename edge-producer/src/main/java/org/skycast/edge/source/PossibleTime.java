package org.skycast.edge.source;

import java.time.Instant;

/**
 * Whether something can have been captured or observed at a time. A file name or a report may say any year; what is not of
 * this age is a clock that was never set, or an attack on arithmetic, and goes no further than its source.
 */
public final class PossibleTime {

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant END = Instant.parse("2200-01-01T00:00:00Z");

    private PossibleTime() {}

    /** Whether {@code at} is after the start of 1970, where clocks begin that were never set, and before 2200. */
    public static boolean is(Instant at) {
        return at.isAfter(FIRST) && at.isBefore(END);
    }
}
