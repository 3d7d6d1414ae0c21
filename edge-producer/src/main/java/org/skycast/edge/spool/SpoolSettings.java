package org.skycast.edge.spool;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The spool and what it may hold.
 *
 * @param file its SQLite file
 * @param maxMegabytes how much the records in it may take, in MB of 10⁶ bytes
 * @param maxAge how long a record may wait; older ones are dropped and counted
 * @param whenFull what gives way
 */
public record SpoolSettings(
        @JsonPropertyDescription("Its SQLite file.") Path file,

        @JsonPropertyDescription("How much the records in it may take, in MB of 10⁶ bytes.")
        int maxMegabytes,

        @JsonPropertyDescription("How long a record may wait; older ones are dropped and counted.")
        Duration maxAge,

        @JsonPropertyDescription("What gives way when it is full.")
        WhenFull whenFull) {

    private static final int MEGABYTES = 2_000;
    private static final Duration AGE = Duration.ofDays(30);

    /** What gives way when the spool is full. */
    public enum WhenFull {
        /** Nothing more is taken until there is room; what is kept stays. */
        refuseNew,
        /**
         * The oldest of what is worth least: records that the broker has refused, what the edge says of itself, frames,
         * embeddings, and readings only once nothing else is left.
         */
        dropOldestFramesFirst
    }

    /** 2 GB and 30 days, frames giving way. */
    public static SpoolSettings at(Path file) {
        return new SpoolSettings(file, MEGABYTES, AGE, WhenFull.dropOldestFramesFirst);
    }

    /** @throws IllegalArgumentException if a limit is not positive */
    public SpoolSettings(Path file, int maxMegabytes, @Nullable Duration maxAge, @Nullable WhenFull whenFull) {
        this.file = file;
        this.maxMegabytes = maxMegabytes;
        this.maxAge = maxAge == null ? AGE : maxAge;
        this.whenFull = whenFull == null ? WhenFull.dropOldestFramesFirst : whenFull;
        if (maxMegabytes <= 0 || this.maxAge.isNegative() || this.maxAge.isZero()) {
            throw new IllegalArgumentException("The spool's maxMegabytes and maxAge must be positive.");
        }
    }

    /** The same limits for another file. */
    public SpoolSettings in(Path other) {
        return new SpoolSettings(other, maxMegabytes, maxAge, whenFull);
    }

    long maxBytes() {
        return maxMegabytes * 1_000_000L;
    }
}
