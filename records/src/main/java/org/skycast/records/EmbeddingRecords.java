package org.skycast.records;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.skycast.avro.CompactSky;
import org.skycast.avro.SkyEmbedding;
import org.skycast.nowcast.observe.Embedding;

/** Embeddings made at the edge, on the wire; there and back changes nothing. */
public final class EmbeddingRecords {

    private EmbeddingRecords() {}

    /**
     * The compact form.
     *
     * @param encoderSha256 in hexadecimal
     * @param frameSha256 in hexadecimal, if the frame goes too
     * @throws IllegalArgumentException if a digest is no hexadecimal, or the embedding has more than 65535 values
     */
    public static CompactSky compact(String encoderSha256, Embedding embedding, Optional<String> frameSha256) {
        return CompactSky.newBuilder()
                .setEncoderSha256(digest(encoderSha256))
                .setFrameSha256(frameSha256.map(EmbeddingRecords::digest).orElse(null))
                .setVector(ByteBuffer.wrap(PackedHalves.pack(embedding.halves())))
                .build();
    }

    /** The encoder that made it, in hexadecimal. */
    public static String encoderSha256(SkyEmbedding record) {
        CompactSky compact = record.getCompact();
        return compact == null
                ? record.getEncoderSha256()
                : HexFormat.of().formatHex(bytes(compact.getEncoderSha256()));
    }

    /** The frame it was made of, in hexadecimal, if it is named. */
    public static Optional<String> frameSha256(SkyEmbedding record) {
        CompactSky compact = record.getCompact();
        return compact == null
                ? Optional.ofNullable(record.getFrameSha256())
                : Optional.ofNullable(compact.getFrameSha256())
                        .map(frame -> HexFormat.of().formatHex(bytes(frame)));
    }

    /** @throws IllegalArgumentException if the vector is cut short or damaged */
    public static Embedding embedding(SkyEmbedding record) {
        CompactSky compact = record.getCompact();
        return Embedding.ofHalves(
                compact == null ? bytes(record.getVector()) : PackedHalves.unpack(bytes(compact.getVector())));
    }

    private static ByteBuffer digest(String hexadecimal) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hexadecimal));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
