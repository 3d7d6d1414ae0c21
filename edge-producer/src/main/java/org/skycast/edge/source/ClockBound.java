package org.skycast.edge.source;

import java.time.Duration;
import java.time.Instant;

/**
 * Holds times that come from outside against this computer's clock. What is more than a few minutes ahead of it was not
 * measured yet: its device's clock leaps, or its zone is another. It must not enter any order, memory or counter, for all
 * that comes after would then look late. What is of the days at which clocks begin was told by one that was never set.
 */
public final class ClockBound {

    /** As far ahead as the topology lets records be; also more than clocks differ that somebody keeps. */
    public static final Duration MOST_AHEAD = Duration.ofMinutes(5);

    /** What is this late was not measured just now; reports of a console's archive come every five or ten minutes. */
    public static final Duration LATE = Duration.ofMinutes(10);

    /** Farther ahead than any zone or clock that is a little fast: there is no use in waiting for it. */
    private static final Duration FAR = Duration.ofDays(1);

    /** Earlier than any log that people have; clocks begin in 1970, or in 1980 as that of GPS. */
    public static final Instant OLDEST = Instant.parse("1990-01-01T00:00:00Z");

    /** Clocks with a year of two digits begin on the first day of 2000, or with zeros for month and day, anywhere on earth. */
    private static final Instant ZERO = Instant.parse("1999-11-29T00:00:00Z");

    private static final Instant AFTER_ZERO = Instant.parse("2000-01-02T00:00:00Z");

    private ClockBound() {}

    /** Whether {@code at} is more than {@link #MOST_AHEAD} after {@code now}. */
    public static boolean isAhead(Instant at, Instant now) {
        return at.isAfter(now.plus(MOST_AHEAD));
    }

    /** Whether {@code at} is more than a day after {@code now}. */
    public static boolean isFarAhead(Instant at, Instant now) {
        return at.isAfter(now.plus(FAR));
    }

    /** Whether {@code at} is what a clock says that was never set: before 1990, or about the first day of 2000. */
    public static boolean wasNeverSet(Instant at) {
        return at.isBefore(OLDEST) || !at.isBefore(ZERO) && at.isBefore(AFTER_ZERO);
    }

    /** Whether {@code at} is ahead of {@code now}, or more than {@link #LATE} behind it. */
    public static boolean isOff(Instant at, Instant now) {
        return isAhead(at, now) || at.isBefore(now.minus(LATE));
    }

    /** How far {@code at} is from {@code now}, such as {@code 2 h 5 min ahead of this computer's clock}. */
    public static String offset(Instant at, Instant now) {
        Duration off = Duration.between(now, at);
        return "%s %s this computer's clock".formatted(amount(off.abs()), off.isNegative() ? "behind" : "ahead of");
    }

    private static String amount(Duration off) {
        if (off.toDays() >= 2) {
            return off.toDays() + " days";
        } else if (off.toHours() >= 1) {
            return off.toHours() + " h" + (off.toMinutesPart() == 0 ? "" : " " + off.toMinutesPart() + " min");
        }
        return off.toMinutes() >= 1 ? off.toMinutes() + " min" : off.toSeconds() + " s";
    }
}
