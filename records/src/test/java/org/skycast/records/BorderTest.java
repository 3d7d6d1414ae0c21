package org.skycast.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.skycast.avro.CameraFrame;
import org.skycast.avro.Rejected;
import org.skycast.avro.SkyEmbedding;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.QualityFlag;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.Stream;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.Station;
import org.skycast.nowcast.verify.rolling.DriftChange;

/** What stations send besides readings, there and back. */
class BorderTest {

    private static final Instant T = Instant.parse("2026-06-01T00:00:00.123456Z");
    private static final Instant APPENDED = Instant.parse("2026-06-01T00:00:03Z");
    private static final Origin ORIGIN = new Origin("t", 1, 2);
    private static final Numbered NUMBERED = new Numbered("a", T.minusSeconds(60), 7, T);
    private static final String ENCODER = "ab".repeat(32);
    private static final Embedding EMBEDDING = Embedding.of(new float[] {0.5f, 0, -2});

    private static Stamp stamp(Stream stream) {
        return new Stamp("a", stream, T.minusSeconds(60), 7, T, APPENDED, ORIGIN);
    }

    private static byte[] image(String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }

    @Test
    void aStationSurvivesTheLog() {
        var station = new Station("a", "Å", new Site(55.123456789, 12, 10));
        assertThat(StationRecords.toDomain(StationRecords.toAvro(station))).isEqualTo(station);
        var nowhere = StationRecords.toAvro(station);
        nowhere.getSite().setLatitude(91);
        assertThatThrownBy(() -> StationRecords.toDomain(nowhere)).hasMessageContaining("latitude");
    }

    @Test
    void aFrameSaysWhatItsImageIs() throws IOException {
        for (String format : new String[] {"png", "jpeg"}) {
            byte[] image = image(format);
            CameraFrame record = FrameRecords.toAvro(NUMBERED, image);
            assertThat(record.getMediaType()).isEqualTo("image/" + format);
            assertThat(record.getWidth()).isEqualTo(8);
            assertThat(record.getHeight()).isEqualTo(6);
            assertThat(FrameRecords.image(record)).isEqualTo(image);
            assertThat(FrameRecords.image(record)).as("again").isEqualTo(image);
            assertThat(FrameRecords.stamp(record, ORIGIN, APPENDED.toEpochMilli()))
                    .isEqualTo(stamp(Stream.FRAMES));
            assertThat(FrameRecords.sky(record, stamp(Stream.FRAMES), ENCODER, EMBEDDING))
                    .isEqualTo(new Sky(T, ENCODER, EMBEDDING, Optional.of(record.getSha256()), ORIGIN));
        }
    }

    @Test
    void whatIsNoImageStillGoes() {
        CameraFrame record = FrameRecords.toAvro(NUMBERED, new byte[] {1});
        assertThat(record.getWidth()).isZero();
        assertThat(record.getSha256()).isEqualTo("4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a");
        record.setSha256("");
        assertThat(FrameRecords.sky(record, stamp(Stream.FRAMES), ENCODER, EMBEDDING)
                        .frameSha256())
                .isEmpty();
    }

    @Test
    void anEmbeddingSurvivesTheLog() {
        var sky = new Sky(T, ENCODER, EMBEDDING, Optional.of("cd".repeat(32)), ORIGIN);
        SkyEmbedding record =
                EmbeddingRecords.toAvro(NUMBERED, "m", sky.encoderSha256(), sky.embedding(), sky.frameSha256());
        Stamp stamp = EmbeddingRecords.stamp(record, ORIGIN, APPENDED.toEpochMilli());
        assertThat(stamp).isEqualTo(stamp(Stream.EMBEDDINGS));
        assertThat(EmbeddingRecords.toDomain(record, stamp)).isEqualTo(sky);
        assertThat(EmbeddingRecords.fault(record, ENCODER, 3)).isEmpty();
        assertThat(EmbeddingRecords.fault(record, "cd".repeat(32), 3)).isPresent();
        assertThat(EmbeddingRecords.fault(record, ENCODER, 4)).isPresent();
    }

    /** Readers of the log know them by these; a new one goes to the end. */
    @Test
    void whatTheLogNamesKeepsItsName() {
        assertThat(QualityFlag.values()).extracting(Enum::name).containsExactly("STUCK");
        assertThat(Deployments.Role.values()).extracting(Enum::name).containsExactly("CHAMPION", "SHADOW");
        assertThat(DriftChange.State.values()).extracting(Enum::name).containsExactly("RAISED", "UPDATED", "CLEARED");
        assertThat(Rejection.Reason.values())
                .extracting(Enum::name)
                .containsExactly(
                        "UNKNOWN_STATION",
                        "KEY_MISMATCH",
                        "STATION_UNUSABLE",
                        "DUPLICATE",
                        "IN_FUTURE",
                        "TOO_OLD",
                        "TOO_MANY",
                        "NUMBER_UNUSABLE",
                        "SLOT_UNUSABLE",
                        "NOT_FINITE",
                        "OUT_OF_RANGE",
                        "STEP",
                        "IMAGE_TOO_LARGE",
                        "IMAGE_UNREADABLE",
                        "EMBEDDING_UNUSABLE",
                        "RECORD_UNUSABLE",
                        "NOT_AUTHENTIC");
    }

    @Test
    void aRejectionKeepsTheRecordAsItCame() {
        var rejection = new Rejection(Rejection.Reason.DUPLICATE, "It came before.");
        Rejected record =
                RejectionRecords.toAvro(rejection, "a", ORIGIN, APPENDED.toEpochMilli(), new byte[] {0, 0, 0, 0, 1, 5});
        assertThat(record.getReason()).isEqualTo("DUPLICATE");
        assertThat(record.getDetail()).isEqualTo(rejection.detail());
        assertThat(record.getStationId()).isEqualTo("a");
        assertThat(new Origin(record.getTopic(), record.getPartition(), record.getOffset()))
                .isEqualTo(ORIGIN);
        assertThat(record.getAppendedAt()).isEqualTo(APPENDED);
        assertThat(Buffers.of(record.getValue())).containsExactly(0, 0, 0, 0, 1, 5);
    }
}
