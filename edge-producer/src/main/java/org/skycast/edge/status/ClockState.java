package org.skycast.edge.status;

import java.util.Optional;

/**
 * How right the clock is.
 *
 * @param isSynchronized whether the operating system holds it to be so; absent where it cannot be told
 * @param offsetSeconds what must be added to this clock to get the time server's; absent where none is asked or answers
 * @param why the offset is absent though a server is named
 */
public record ClockState(Optional<Boolean> isSynchronized, Optional<Double> offsetSeconds, Optional<String> why) {

    /** Not looked at yet. */
    public static final ClockState UNKNOWN = new ClockState(Optional.empty(), Optional.empty(), Optional.empty());
}
