package org.skycast.edge.spool;

import org.jspecify.annotations.Nullable;

/** The spool cannot be used; the message is one plain sentence that says what and what to do. */
public sealed class SpoolException extends RuntimeException permits SpoolFullException {

    private static final long serialVersionUID = 1L;

    public SpoolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
