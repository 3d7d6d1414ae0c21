package org.skycast.streams.guard;

/** A record's value cannot be read; the cause says why, and {@link Blame} whether the record is at fault. */
public final class UnreadableValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableValueException(RuntimeException why) {
        super(why.getMessage(), why);
    }
}
