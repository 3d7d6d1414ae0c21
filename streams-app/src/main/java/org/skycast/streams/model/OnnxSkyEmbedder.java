package org.skycast.streams.model;

import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.inference.sky.SkyEncoder;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;

/** Embeds frames with a bundle's encoder. */
public final class OnnxSkyEmbedder implements SkyEmbedder {

    private final FrameDecoder decoder;
    private final SkyEncoder encoder;
    private final int embeddingSize;

    /** Opens the bundle's encoder, which this closes. */
    public OnnxSkyEmbedder(ModelBundle bundle, FrameDecoder decoder) {
        this.decoder = decoder;
        this.encoder = bundle.openEncoder();
        this.embeddingSize = bundle.featureSpec().embeddingSize();
    }

    @Override
    public Outcome embed(byte[] image) {
        FrameDecoder.Outcome outcome = decoder.decode(image);
        if (outcome instanceof FrameDecoder.Refused refused) {
            return new Unusable(refused.rejection());
        }
        return encoder.encode(((FrameDecoder.Decoded) outcome).pixels())
                .<Outcome>map(Embedded::new)
                .orElseGet(() -> new Unusable(new Rejection(
                        Reason.EMBEDDING_UNUSABLE, "The encoder gave values that are not finite for this image.")));
    }

    @Override
    public String encoderSha256() {
        return encoder.sha256();
    }

    @Override
    public int embeddingSize() {
        return embeddingSize;
    }

    @Override
    public void close() {
        encoder.close();
    }
}
