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
 * @param tryingSince since when records have been on their way without one having been taken; empty where nothing waits
 */
public record UplinkState(
        Optional<String> trouble,
        Optional<Instant> lastAcknowledged,
        Optional<Duration> clockAhead,
        Optional<Instant> tryingSince) {

    /** Before anything was sent. */
    static final UplinkState NEW =
            new UplinkState(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    UplinkState acknowledged(Instant at, Duration ahead) {
        return new UplinkState(Optional.empty(), Optional.of(at), Optional.of(ahead), Optional.empty());
    }

    UplinkState inTrouble(String what) {
        return new UplinkState(Optional.of(what), lastAcknowledged, clockAhead, tryingSince);
    }

    /** Something is on its way from now on, if nothing was before. */
    UplinkState trying(Instant now) {
        return new UplinkState(trouble, lastAcknowledged, clockAhead, tryingSince.or(() -> Optional.of(now)));
    }

    /** Nothing is. */
    UplinkState resting() {
        return new UplinkState(trouble, lastAcknowledged, clockAhead, Optional.empty());
    }

    /** For how long records have been on their way in vain, by {@code now}; zero where nothing waits. */
    public Duration inVain(Instant now) {
        return tryingSince.map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
    }
}
