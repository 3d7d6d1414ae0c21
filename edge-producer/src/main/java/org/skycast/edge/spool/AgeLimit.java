package org.skycast.edge.spool;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * From which age on a record is too old. A clock that has leapt ahead, as a computer without a clock of its own may until a
 * time server has set it right, makes nothing old before it has shown for an hour that it means it.
 */
final class AgeLimit {

    private static final Duration LEAP = Duration.ofDays(1);
    private static final Duration CONFIRMED = Duration.ofHours(1);

    private final Duration maxAge;
    private Optional<Instant> before;
    private Instant trustedFrom = Instant.MIN;

    /** @param newest when the last record was taken, if there is one */
    AgeLimit(Duration maxAge, Optional<Instant> newest) {
        this.maxAge = maxAge;
        this.before = newest;
    }

    /** Before which time a record that waits was taken too long ago; none while the clock is not believed. */
    Optional<Instant> at(Instant now) {
        if (before.filter(now::isBefore).isPresent()) {
            trustedFrom = now;
        } else if (before.filter(last -> last.plus(LEAP).isBefore(now)).isPresent()) {
            trustedFrom = now.plus(CONFIRMED);
        }
        before = Optional.of(now);
        return now.isBefore(trustedFrom) ? Optional.empty() : Optional.of(now.minus(maxAge));
    }
}
