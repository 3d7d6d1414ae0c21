package org.skycast.streams.guard;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;

/**
 * What one record may do before it is passed over.
 *
 * @param deaths on how many threads' deaths at one offset the record there is passed over
 * @param longest how long one record may take
 * @param standsAfter how long a partition may stand still with records waiting, a thread give no sign, or the broker no
 *     answer, before the stage is not ready
 */
public record RecordBounds(
        @JsonPropertyDescription(
                "After how many deaths of a thread on one record it is passed over, with a dead letter.")
        int deaths,

        @JsonPropertyDescription(
                "How long one record may take; then its thread is interrupted, and if that does not end it, the process ends.")
        Duration longest,

        @JsonPropertyDescription(
                "How long a partition with records waiting may make no progress, a thread give no sign, or no broker answer, before"
                        + " /health/ready says so.")
        Duration standsAfter) {

    /** Three deaths, two minutes, one minute. */
    public static final RecordBounds USUAL = new RecordBounds(3, Duration.ofMinutes(2), Duration.ofMinutes(1));

    /** @throws IllegalArgumentException if a bound is not positive */
    public RecordBounds {
        if (deaths < 1 || longest.toMillis() < 1 || standsAfter.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "oneRecord needs deaths of at least 1, and longest and standsAfter longer than nothing.");
        }
    }
}
