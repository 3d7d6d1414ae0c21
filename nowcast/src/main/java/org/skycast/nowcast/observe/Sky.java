package org.skycast.nowcast.observe;

import java.time.Instant;
import java.util.Optional;

/**
 * An embedded frame.
 *
 * @param capturedAt when the camera took the frame
 * @param encoderSha256 the encoder that made the embedding
 * @param embedding the encoder's output
 * @param frameSha256 the image, if its digest is known
 * @param origin the record that brought the frame or the embedding
 */
public record Sky(
        Instant capturedAt, String encoderSha256, Embedding embedding, Optional<String> frameSha256, Origin origin) {

    /** The sky of the frame, or of the embedding, that this stamp is of. */
    public static Sky of(Stamp stamp, String encoderSha256, Embedding embedding, Optional<String> frameSha256) {
        return new Sky(stamp.eventTime(), encoderSha256, embedding, frameSha256, stamp.origin());
    }
}
