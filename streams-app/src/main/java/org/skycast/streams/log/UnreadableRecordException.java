package org.skycast.streams.log;

/** A record stands in the log and is none; asking again changes nothing. The message is one plain sentence. */
public final class UnreadableRecordException extends LogException {

    private static final long serialVersionUID = 1L;

    UnreadableRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
