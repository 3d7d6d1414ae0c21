package org.skycast.edge.source;

import java.time.Instant;
import java.util.Optional;

/** What came of trying a source once. */
public sealed interface SourceCheck {

    /** One plain sentence. */
    String says();

    /**
     * It works; {@code says} what was seen.
     *
     * @param written when what is newest in it was written, where that tells whether it still goes on
     */
    record Ok(String says, Optional<Instant> written) implements SourceCheck {

        /** It works, and gave something just now. */
        public Ok(String says) {
            this(says, Optional.empty());
        }
    }

    /** It works, but somebody should know; {@code says} what was seen and what is amiss. */
    record Warned(String says) implements SourceCheck {}

    /** It can be read, and nothing that can be used was in it; {@code says} what was looked at. */
    record Silent(String says) implements SourceCheck {}

    /** What it needs is in use, perhaps by an edge that runs; {@code says} what, and what to do if by something else. */
    record InUse(String says) implements SourceCheck {}

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
