package org.skycast.edge.source;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Holds times that come from outside against this computer's clock. What is more than a few minutes ahead of it was not
 * measured yet: its device's clock leaps, or its zone is another. It must not enter any order, memory or counter, for all
 * that comes after would then look late.
 */
public record ClockBound(InstantSource clock) {

    /** As far ahead as the topology lets records be; also more than clocks differ that somebody keeps. */
    public static final Duration MOST_AHEAD = Duration.ofMinutes(5);

    /** What is this late was not measured just now; reports of a console's archive come every five or ten minutes. */
    public static final Duration LATE = Duration.ofMinutes(10);

    /** Whether {@code at} is more than {@link #MOST_AHEAD} after now. */
    public boolean isAhead(Instant at) {
        return isAhead(at, clock.instant());
    }

    /** Whether {@code at} is more than {@link #MOST_AHEAD} after {@code now}. */
    public static boolean isAhead(Instant at, Instant now) {
        return at.isAfter(now.plus(MOST_AHEAD));
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
