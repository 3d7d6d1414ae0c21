package org.skycast.edge.uplink;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the way to the broker is.
 *
 * @param trouble what keeps records from going out, if anything does
 * @param lastAcknowledged when the broker last took a record
 * @param clockAhead how far this clock is ahead of the broker's, to within the time that a record takes
 */
public record UplinkState(Optional<String> trouble, Optional<Instant> lastAcknowledged, Optional<Duration> clockAhead) {

    /** Before anything was sent. */
    static final UplinkState NEW = new UplinkState(Optional.empty(), Optional.empty(), Optional.empty());

    UplinkState acknowledged(Instant at, Duration ahead) {
        return new UplinkState(Optional.empty(), Optional.of(at), Optional.of(ahead));
    }

    UplinkState inTrouble(String what) {
        return new UplinkState(Optional.of(what), lastAcknowledged, clockAhead);
    }
}
