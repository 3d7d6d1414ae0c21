package org.skycast.dashboard.frame;

import java.time.Instant;
import org.apache.kafka.common.TopicPartition;

/** Where a frame stands in the log, and whose and what it must be. */
public sealed interface FramePlace {

    /** The station's id. */
    String station();

    /** The digest of the image. */
    String sha256();

    /** The partition that it stands in. */
    TopicPartition partition();

    /** It stands at this offset. */
    record Exact(String station, String sha256, TopicPartition partition, long offset) implements FramePlace {}

    /**
     * A frame that an edge which embeds sent for audit, beside its embedding: the observation tells of the embedding where it stands, and of
     * the frame the digest alone.
     *
     * @param taken when the log took the observation; it had taken the frame not long before
     */
    record Audit(String station, String sha256, TopicPartition partition, Instant taken) implements FramePlace {}
}
