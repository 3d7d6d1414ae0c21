package org.skycast.edge.source;

/** What came of trying a source once. */
public sealed interface SourceCheck {

    /** One plain sentence. */
    String says();

    /** It works; {@code says} what was seen. */
    record Ok(String says) implements SourceCheck {}

    /** It does not; {@code says} why and what to do. */
    record Failed(String says) implements SourceCheck {}

    /** What a failure says in one sentence. */
    static Failed failed(Throwable failure) {
        return new Failed(reason(failure));
    }

    /** The message of a failure, or what it is where it has none. */
    static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() + "." : message;
    }
}
