package org.skycast.inference;

import ai.onnxruntime.OrtSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.observe.Embedding;

/** The bundle's encoder: a picture to an embedding. For one thread at a time; closing frees its native memory. */
public final class SkyEncoder implements AutoCloseable {

    private final PinnedSession network;
    private final Manifest.Encoder spec;
    private final String sha256;
    private final PixelScaler scaler;

    SkyEncoder(OrtSession session, Manifest.Encoder spec, String sha256) {
        this.network = new PinnedSession(
                session,
                Map.of(spec.input(), List.of(1L, 3L, (long) spec.height(), (long) spec.width())),
                Map.of(spec.output(), List.of(1L, (long) spec.embeddingSize())));
        this.spec = spec;
        this.sha256 = sha256;
        this.scaler = new PixelScaler(spec);
    }

    /** The digest of its file, in hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /** The picture's embedding; empty if the network gave values that are not finite. */
    public Optional<Embedding> encode(Pixels picture) {
        scaler.prepare(picture, network.buffer(spec.input()));
        network.run();
        float[] values = new float[spec.embeddingSize()];
        network.buffer(spec.output()).get(0, values);
        return Optional.of(Embedding.of(values)).filter(Embedding::isFinite);
    }

    @Override
    public void close() {
        network.close();
    }
}
