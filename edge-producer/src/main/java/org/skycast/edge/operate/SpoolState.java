package org.skycast.edge.operate;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the spool holds.
 *
 * @param waiting records that the broker has not acknowledged
 * @param bytes that they take, without the file's own overhead
 * @param oldestWaiting the event time of the oldest of them
 * @param parked how many records were refused for good, by reason
 * @param lost how many were given up since the spool was made, by what and why, such as {@code dropped.frames}
 */
public record SpoolState(
        long waiting, long bytes, Optional<Instant> oldestWaiting, Map<String, Long> parked, Map<String, Long> lost) {

    public SpoolState {
        parked = Map.copyOf(parked);
        lost = Map.copyOf(lost);
    }

    /** All that was refused for good. */
    public long parkedInAll() {
        return parked.values().stream().mapToLong(Long::longValue).sum();
    }
}
