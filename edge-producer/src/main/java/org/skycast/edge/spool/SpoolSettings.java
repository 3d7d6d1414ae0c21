package org.skycast.edge.spool;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The spool and what it may hold.
 *
 * @param file its SQLite file
 * @param maxMegabytes how much the records that wait may take, in MB of 10⁶ bytes
 * @param maxAge how long a record may wait
 * @param whenFull what gives way
 */
public record SpoolSettings(Path file, int maxMegabytes, Duration maxAge, WhenFull whenFull) {

    /** What gives way when the spool is full. */
    public enum WhenFull {
        /** Nothing more is taken until there is room; what is kept stays. */
        refuseNew,
        /** The oldest frames go first, and readings only once no frame is left. */
        dropOldestFramesFirst
    }

    /** @throws IllegalArgumentException if a limit is not positive */
    public SpoolSettings {
        if (maxMegabytes <= 0 || maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("The spool's maxMegabytes and maxAge must be positive.");
        }
    }

    /** The same limits for another file. */
    public SpoolSettings at(Path other) {
        return new SpoolSettings(other, maxMegabytes, maxAge, whenFull);
    }
}
