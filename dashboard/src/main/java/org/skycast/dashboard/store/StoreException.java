package org.skycast.dashboard.store;

/** The store cannot be read or written; the message is one plain sentence. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
