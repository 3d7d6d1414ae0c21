package org.skycast.edge.spool;

/** The spool cannot be used; the message is one plain sentence that says what and what to do. */
public final class SpoolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SpoolException(String message, Throwable cause) {
        super(message, cause);
    }
}
