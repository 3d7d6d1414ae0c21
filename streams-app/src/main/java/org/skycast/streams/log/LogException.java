package org.skycast.streams.log;

/**
 * A log cannot be read: the broker or the registry does not answer, or there is no such topic. Nothing is known of what
 * stands in the log, and the same call may succeed later. The message is one plain sentence.
 */
public sealed class LogException extends RuntimeException permits UnreadableRecordException {

    private static final long serialVersionUID = 1L;

    public LogException(String message) {
        super(message);
    }

    public LogException(String message, Throwable cause) {
        super(message, cause);
    }
}
