package org.skycast.edge.source;

import org.jspecify.annotations.Nullable;

/** Nothing can be kept, or looked up of what was; the message is one plain sentence that says what and what to do. */
public abstract class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    protected StorageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
