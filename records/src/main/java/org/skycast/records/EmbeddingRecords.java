package org.skycast.records;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.skycast.avro.CompactSky;
import org.skycast.avro.SkyEmbedding;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.Stream;

/** Embeddings made at the edge, between the domain and the log; there and back changes nothing. */
public final class EmbeddingRecords {

    private EmbeddingRecords() {}

    /**
     * The embedding as the log keeps it, in the compact form.
     *
     * @param modelId of the bundle whose encoder made it
     * @param encoderSha256 in hexadecimal
     * @param frameSha256 in hexadecimal, if the frame goes too
     * @throws IllegalArgumentException if a digest is no hexadecimal, or the embedding has more than 65535 values
     */
    public static SkyEmbedding toAvro(
            Numbered sky, String modelId, String encoderSha256, Embedding embedding, Optional<String> frameSha256) {
        return SkyEmbedding.newBuilder()
                .setStationId(sky.stationId())
                .setEpoch(sky.epoch())
                .setSequence(sky.sequence())
                .setCapturedAt(sky.at())
                .setModelId(modelId)
                .setEncoderSha256("")
                .setVector(ByteBuffer.allocate(0))
                .setCompact(compact(encoderSha256, embedding, frameSha256))
                .build();
    }

    /** What an embedding at {@code origin} says of itself; {@code appendedAt} in milliseconds since 1970. */
    public static Stamp stamp(SkyEmbedding record, Origin origin, long appendedAt) {
        return new Numbered(record.getStationId(), record.getEpoch(), record.getSequence(), record.getCapturedAt())
                .stamp(Stream.EMBEDDINGS, origin, appendedAt);
    }

    /** @throws IllegalArgumentException if the vector is cut short or damaged */
    public static Sky toDomain(SkyEmbedding record, Stamp stamp) {
        return new Sky(
                stamp.eventTime(), encoderSha256(record), embedding(record), frameSha256(record), stamp.origin());
    }

    /**
     * Why an embedding cannot be used, as one sentence, if it cannot.
     *
     * @param encoderSha256 the only encoder whose embeddings are understood
     * @param size how many values they have
     */
    public static Optional<String> fault(SkyEmbedding sent, String encoderSha256, int size) {
        String encoder = encoderSha256(sent);
        if (!encoder.equals(encoderSha256)) {
            return Optional.of("It was made by the encoder %s, but %s runs here; give the edge this bundle."
                    .formatted(encoder, encoderSha256));
        }
        Embedding embedding;
        try {
            embedding = embedding(sent);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        if (embedding.size() != size) {
            return Optional.of("It has %d bytes, but %d half-precision values have %d."
                    .formatted(2 * embedding.size(), size, 2 * size));
        }
        return embedding.isFinite()
                ? Optional.empty()
                : Optional.of("It has values that are not finite; the encoder at the edge is broken.");
    }

    private static CompactSky compact(String encoderSha256, Embedding embedding, Optional<String> frameSha256) {
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
                : HexFormat.of().formatHex(Buffers.of(compact.getEncoderSha256()));
    }

    /** The frame it was made of, in hexadecimal, if it is named. */
    public static Optional<String> frameSha256(SkyEmbedding record) {
        CompactSky compact = record.getCompact();
        return compact == null
                ? Optional.ofNullable(record.getFrameSha256())
                : Optional.ofNullable(compact.getFrameSha256())
                        .map(frame -> HexFormat.of().formatHex(Buffers.of(frame)));
    }

    /** @throws IllegalArgumentException if the vector is cut short or damaged */
    public static Embedding embedding(SkyEmbedding record) {
        CompactSky compact = record.getCompact();
        return Embedding.ofHalves(
                compact == null
                        ? Buffers.of(record.getVector())
                        : PackedHalves.unpack(Buffers.of(compact.getVector())));
    }

    private static ByteBuffer digest(String hexadecimal) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hexadecimal));
    }
}
