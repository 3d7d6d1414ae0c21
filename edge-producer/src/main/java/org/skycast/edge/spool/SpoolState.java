package org.skycast.edge.spool;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How full the spool is and what it has lost.
 *
 * @param waiting records that are to be sent
 * @param bytes of all bodies in it, parked ones included
 * @param maxBytes that they may take
 * @param oldest when the oldest record that waits was taken
 * @param parked how many records the broker has refused for good
 * @param reasons why, and how often
 * @param losses what was taken and will not be sent, since the spool was made
 */
public record SpoolState(
        long waiting,
        long bytes,
        long maxBytes,
        Optional<Instant> oldest,
        long parked,
        List<String> reasons,
        List<Loss> losses) {

    public SpoolState {
        reasons = List.copyOf(reasons);
        losses = List.copyOf(losses);
    }
}
