package org.skycast.streams.guard;

import java.util.Optional;

/**
 * A record that is not even decoded. In its place the topology gets one that cannot be read, so that the dead letter is
 * written, and the offset passed, in one transaction.
 *
 * @param why the kind
 * @param detail one plain sentence
 * @param key of the record, as it was on the wire; empty if it has none, or cannot be fetched
 * @param value the same, as much of it as is kept
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record SetAside(Why why, String detail, byte[] key, Optional<Excerpt> value) {

    /** The kinds. */
    public enum Why {
        /** It is no record as its schema has it. */
        UNREADABLE,
        /** It has more bytes than its topic allows, unpacked. */
        TOO_LARGE,
        /** Threads have died on it. */
        PASSED_OVER
    }
}
