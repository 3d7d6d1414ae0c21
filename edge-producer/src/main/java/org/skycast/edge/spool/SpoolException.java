package org.skycast.edge.spool;

import org.jspecify.annotations.Nullable;
import org.skycast.edge.source.StorageException;

/** The spool cannot be used; the message is one plain sentence that says what and what to do. */
public sealed class SpoolException extends StorageException permits SpoolFullException, SpoolDamagedException {

    private static final long serialVersionUID = 1L;

    public SpoolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
