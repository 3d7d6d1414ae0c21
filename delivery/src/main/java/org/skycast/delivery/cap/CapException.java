package org.skycast.delivery.cap;

/** An alert is no document of CAP 1.2; the message is one plain sentence that says what is wrong and what to do. */
public final class CapException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CapException(String message) {
        super(message);
    }
}
