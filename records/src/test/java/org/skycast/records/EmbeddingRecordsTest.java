package org.skycast.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.avro.SkyEmbedding;
import org.skycast.nowcast.observe.Embedding;

class EmbeddingRecordsTest {

    private static final Instant T = Instant.parse("2026-06-01T00:00:00Z");
    private static final String ENCODER = "ab".repeat(32);
    private static final String FRAME = "cd".repeat(32);

    private static SkyEmbedding.Builder record() {
        return SkyEmbedding.newBuilder()
                .setStationId("a")
                .setEpoch(T)
                .setSequence(0)
                .setCapturedAt(T)
                .setModelId("m");
    }

    private static SkyEmbedding compact(Embedding embedding, Optional<String> frame) {
        return EmbeddingRecords.toAvro(new Numbered("a", T, 0, T), "m", ENCODER, embedding, frame);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 512, 1280, 65535})
    void anyBitsArePackedAndUnpackedTheSame(int size) {
        var random = new Random(size);
        byte[] halves = new byte[2 * size];
        random.nextBytes(halves);
        for (int share = 0; share < 4; share++) {
            for (int i = 0; i < size * share / 3; i++) {
                halves[2 * i] = 0;
                halves[2 * i + 1] = 0;
            }
            Embedding embedding = Embedding.ofHalves(halves);
            assertThat(EmbeddingRecords.embedding(compact(embedding, Optional.empty())))
                    .isEqualTo(embedding);
        }
    }

    @Test
    void minusZeroAndWhatIsNoNumberKeepTheirBits() {
        Embedding embedding =
                Embedding.of(new float[] {-0f, 0f, Float.NaN, Float.NEGATIVE_INFINITY, 6e-8f, -6e-8f, 65504f, 1f});
        assertThat(EmbeddingRecords.embedding(compact(embedding, Optional.empty()))
                        .halves())
                .isEqualTo(embedding.halves());
    }

    @Test
    void bothFormsSayTheSame() {
        Embedding embedding = Embedding.of(new float[] {0, 1, 2});
        SkyEmbedding wide = record().setEncoderSha256(ENCODER)
                .setVector(ByteBuffer.wrap(embedding.halves()))
                .setFrameSha256(FRAME)
                .build();
        for (SkyEmbedding one : new SkyEmbedding[] {wide, compact(embedding, Optional.of(FRAME))}) {
            assertThat(EmbeddingRecords.encoderSha256(one)).isEqualTo(ENCODER);
            assertThat(EmbeddingRecords.frameSha256(one)).contains(FRAME);
            assertThat(EmbeddingRecords.embedding(one)).isEqualTo(embedding);
        }
        assertThat(EmbeddingRecords.frameSha256(compact(embedding, Optional.empty())))
                .isEmpty();
    }

    @Test
    void damagedBytesAreRefusedNotBelieved() {
        float[] values = new float[512];
        for (int i = 0; i < values.length; i += 2) {
            values[i] = i / 7f;
        }
        byte[] packed = PackedHalves.pack(Embedding.of(values).halves());
        for (int length = 1; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> PackedHalves.unpack(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        var random = new Random(1);
        for (int round = 0; round < 2000; round++) {
            byte[] bent = packed.clone();
            bent[random.nextInt(bent.length)] = (byte) random.nextInt(256);
            try {
                assertThat(PackedHalves.unpack(bent).length).isLessThanOrEqualTo(2 * 65535);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("damaged");
            }
        }
    }
}
