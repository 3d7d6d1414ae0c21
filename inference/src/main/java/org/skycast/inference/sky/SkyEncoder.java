package org.skycast.inference.sky;

import java.util.Optional;
import org.skycast.inference.BundleException;
import org.skycast.inference.onnx.PinnedSession;
import org.skycast.nowcast.observe.Embedding;

/** The bundle's encoder: a picture to an embedding. For one thread at a time; closing frees its native memory. */
public final class SkyEncoder implements AutoCloseable {

    private final PinnedSession network;
    private final EncoderSpec spec;
    private final String sha256;
    private final PixelScaler scaler;

    private SkyEncoder(PinnedSession network, EncoderSpec spec, String sha256) {
        this.network = network;
        this.spec = spec;
        this.sha256 = sha256;
        this.scaler = new PixelScaler(spec);
    }

    /**
     * Opens a network.
     *
     * @param where its file, for people
     * @param network the file's bytes
     * @param sha256 the file's digest, in hexadecimal
     * @throws BundleException if it is none, or its tensors are not those of the spec
     */
    public static SkyEncoder open(String where, byte[] network, EncoderSpec spec, String sha256) {
        return new SkyEncoder(PinnedSession.open(where, network, spec.inputs(), spec.outputs()), spec, sha256);
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
