package org.skycast.nowcast.alert;

import java.time.Instant;
import java.util.Optional;

/**
 * For how long a message holds.
 *
 * @param onset when it begins
 * @param ends when it is over; empty where that is beyond the window, or not known
 * @param staleAfter past it, what the message says is unknown
 * @param expires past it, the message is of no use: never before the others
 */
public record AlertSpan(Instant onset, Optional<Instant> ends, Instant staleAfter, Instant expires) {

    public AlertSpan {
        if (expires.isBefore(onset)
                || expires.isBefore(staleAfter)
                || ends.filter(expires::isBefore).isPresent()) {
            throw new IllegalArgumentException("A message expires at %s, before what it tells.".formatted(expires));
        }
    }
}
