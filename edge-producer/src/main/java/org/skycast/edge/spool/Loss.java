package org.skycast.edge.spool;

import java.time.Instant;

/**
 * Records that were taken and will not be sent.
 *
 * @param kind what they were
 * @param cause why they went
 * @param records how many
 * @param bytes of their bodies
 * @param newest when the newest of them was taken
 */
public record Loss(Priority kind, Cause cause, long records, long bytes, Instant newest) {

    /** Why a record went. */
    public enum Cause {
        /** The spool had reached its limit. */
        spoolFull,
        /** The disk had no room. */
        diskFull,
        /** It had waited longer than the limit. */
        tooOld,
        /** Its bytes on the disk are not those that were written. */
        damaged
    }
}
