package org.skycast.streams.rollout;

/** A roll-out cannot go on; the message is one plain sentence that says what, where and what to do. */
public final class RolloutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RolloutException(String message) {
        super(message);
    }

    public RolloutException(String message, Throwable cause) {
        super(message, cause);
    }
}
