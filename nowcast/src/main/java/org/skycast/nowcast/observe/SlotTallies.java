package org.skycast.nowcast.observe;

import java.time.Instant;
import java.util.Optional;

/** One station's slots that may still change, as they stood before the event. */
@FunctionalInterface
public interface SlotTallies {

    /** The slot that starts at {@code start}, if anything was kept of it. */
    Optional<SlotTally> startingAt(Instant start);
}
