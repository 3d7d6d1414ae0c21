package org.skycast.edge.spool;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the spool keeps them: microseconds since 1970. */
final class Micros {

    private Micros() {}

    static long of(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    static Instant at(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
