package org.skycast.streams.model;

import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Rejection;

/** Embeds frames; {@link OnnxSkyEmbedder} by a bundle. One task uses one, from one thread. */
public interface SkyEmbedder extends AutoCloseable {

    /** What became of a frame. */
    public sealed interface Outcome {}

    /** It was embedded. */
    record Embedded(Embedding embedding) implements Outcome {}

    /** It could not be. */
    record Unusable(Rejection rejection) implements Outcome {}

    /** Embeds an image file. */
    Outcome embed(byte[] image);

    /** The digest of the encoder, in hexadecimal. */
    String encoderSha256();

    /** How many values its embeddings have. */
    int embeddingSize();

    @Override
    void close();
}
