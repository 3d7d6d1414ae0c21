package org.skycast.edge.spool;

import org.jspecify.annotations.Nullable;

/** The spool takes nothing more for now; whoever has the record is to keep it and try again. */
public final class SpoolFullException extends SpoolException {

    private static final long serialVersionUID = 1L;

    SpoolFullException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
