package org.skycast.edge.spool;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the spool keeps them: microseconds since 1970, of any year that a name or a report can say. */
final class Micros {

    private static final long PER_SECOND = 1_000_000;

    private Micros() {}

    static long of(Instant at) {
        // ChronoUnit counts in nanoseconds on its way, which fail 292 years from 1970.
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), PER_SECOND), at.getNano() / 1000);
    }

    static Instant at(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
