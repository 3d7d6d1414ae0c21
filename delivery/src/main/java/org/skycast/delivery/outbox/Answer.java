package org.skycast.delivery.outbox;

import java.time.Duration;
import java.util.Optional;

/** What became of a notification. */
public sealed interface Answer {

    /** The receiver has it. */
    record Taken() implements Answer {}

    /**
     * It may have it later.
     *
     * @param reason a sentence
     * @param after when it wants to be asked again, if it said so
     */
    record Later(String reason, Optional<Duration> after) implements Answer {

        public static Later because(String reason) {
            return new Later(reason, Optional.empty());
        }
    }

    /**
     * It does not want it, whenever it is sent.
     *
     * @param reason a sentence
     */
    record Refused(String reason) implements Answer {}
}
