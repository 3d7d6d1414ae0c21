package org.skycast.dashboard.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the store has them, in microseconds since 1970, and as answers give them, in seconds. */
public final class Times {

    /** In a second. */
    public static final long MICROS = 1_000_000;

    private Times() {}

    /** Microseconds since 1970. */
    public static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** A time that the store has. */
    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Whole seconds since 1970. */
    public static long seconds(Instant time) {
        return time.getEpochSecond();
    }

    /** Days since 1970, in UTC. */
    public static long day(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), 86_400L);
    }
}
