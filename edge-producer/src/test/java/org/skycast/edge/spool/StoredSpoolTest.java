package org.skycast.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.CameraFrame;
import org.skycast.avro.SensorReading;
import org.skycast.avro.SkyEmbedding;
import org.skycast.avro.StationStatus;
import org.skycast.edge.process.model.ModelJournal;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Sample;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Variable;
import org.skycast.records.EmbeddingRecords;
import org.skycast.records.ReadingRecords;

/** The spool of an edge that was deployed with the first version is read, and its numbers go on. */
class StoredSpoolTest {

    private static final Instant T = Instant.parse("2026-06-01T06:00:00Z");
    private static final String ENCODER = "ab".repeat(32);
    private static final Embedding SKY = Embedding.of(new float[] {0.5f, 0, -2});

    @TempDir
    Path folder;

    private Path file;

    /** The file as the first version left it, statement by statement. */
    @BeforeEach
    void deployed() throws SQLException, IOException {
        file = folder.resolve("spool.db");
        try (var dump = getClass().getResourceAsStream("/spool/v1.sql");
                var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate(new String(dump.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Map<Variable, Double> all() {
        Map<Variable, Double> values = new EnumMap<>(Variable.class);
        // The variables of the first version, whatever comes after them.
        double value = 0.5;
        for (String name : new String[] {
            "air_temperature",
            "dew_point_temperature",
            "relative_humidity",
            "air_pressure",
            "wind_speed",
            "wind_speed_of_gust",
            "wind_from_direction",
            "surface_downwelling_shortwave_flux_in_air",
            "thickness_of_rainfall_amount",
            "visibility_in_air",
            "cloud_area_fraction"
        }) {
            values.put(Variable.named(name).orElseThrow(), value++);
        }
        return values;
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    @Test
    void whatWaitsIsReadAsItWasTaken() {
        try (Spool spool = Spool.open(file, T.plusSeconds(600))) {
            List<Spool.Waiting> waiting = spool.oldest(100, Long.MAX_VALUE);
            assertThat(waiting).hasSize(8).extracting(Spool.Waiting::topic).contains("skycast.station-status");
            SensorReading reading = (SensorReading) waiting.get(0).value();
            assertThat(reading.getEpoch()).isEqualTo(T.minusSeconds(60));
            assertThat(ReadingRecords.toDomain(reading, new Origin("r", 0, 0), 0)
                            .values())
                    .isEqualTo(all());
            CameraFrame frame = (CameraFrame) waiting.get(4).value();
            assertThat(frame.getMediaType()).isEqualTo("image/png");
            assertThat(frame.getSequence()).isEqualTo(1);
            SkyEmbedding sky = (SkyEmbedding) waiting.get(5).value();
            assertThat(EmbeddingRecords.embedding(sky)).isEqualTo(SKY);
            assertThat(((StationStatus) waiting.get(7).value()).getLost()).containsEntry("frame.spoolFull", 3L);
        }
    }

    @Test
    void eachStreamGoesOnWithItsNumbers() throws SQLException {
        try (Spool spool = Spool.open(file, T.plusSeconds(600))) {
            Instant at = T.plusSeconds(500);
            List<Sample> more = List.of(
                    new Sample.Values("a", at, "r3", Map.of(Variable.RAIN, 0.0)),
                    new Sample.Frame("a", at, "f2", new byte[] {1}),
                    new Sample.Sky("a", at, "s1", "m", ENCODER, SKY, Optional.empty()),
                    new Sample.Values("b", at, "r1", Map.of()));
            spool.put("csv", Memory.LAST, more, at);
            List<SpecificRecord> added = spool.newest(4, Long.MAX_VALUE).stream()
                    .map(Spool.Waiting::value)
                    .toList();
            assertThat(((SensorReading) added.get(3)).getSequence()).isEqualTo(3);
            assertThat(((CameraFrame) added.get(2)).getSequence()).isEqualTo(2);
            assertThat(((SkyEmbedding) added.get(1)).getSequence()).isEqualTo(1);
            assertThat(((SensorReading) added.get(0)).getSequence()).isEqualTo(1);
            assertThat(((SensorReading) added.get(0)).getEpoch())
                    .as("no new epoch")
                    .isEqualTo(T.minusSeconds(60));
        }
        assertThat(rows("SELECT station || ' ' || stream || ' ' || next FROM counter"))
                .containsExactlyInAnyOrder("a readings 4", "a frames 3", "a embeddings 2", "b readings 2");
        assertThat(rows("SELECT rank || ' ' || topic FROM record ORDER BY id").subList(8, 12))
                .containsExactly(
                        "3 skycast.readings", "1 skycast.frames", "2 skycast.embeddings", "3 skycast.readings");
        assertThat(rows("SELECT rank FROM record WHERE topic = 'skycast.station-status'"))
                .containsExactly("0");
    }

    @Test
    void whatWasLostIsStillCounted() throws SQLException {
        String kinds = "SELECT DISTINCT kind FROM loss ORDER BY kind";
        String causes = "SELECT DISTINCT cause FROM loss ORDER BY cause";
        assertThat(rows(kinds)).containsExactly("embedding", "frame", "reading", "report");
        assertThat(rows(causes)).containsExactly("damaged", "diskFull", "spoolFull", "tooOld");
        assertThat(rows(kinds))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Priority.values()).map(Priority::label).toList());
        assertThat(rows(causes))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Loss.Cause.values())
                        .map(Loss.Cause::label)
                        .toList());
        try (Spool spool = Spool.open(file, T)) {
            assertThat(spool.state().losses())
                    .hasSize(16)
                    .allSatisfy(loss -> assertThat(loss.records()).isEqualTo(1));
        }
    }

    @Test
    void theModelRemembersWhatItHadTaken() {
        try (Spool spool = Spool.open(file, T)) {
            List<ModelJournal.Event> events = new ArrayList<>();
            spool.journal().forEach(entry -> events.add(entry.event()));
            assertThat(events)
                    .containsExactly(
                            new ModelJournal.Read(all()),
                            new ModelJournal.Saw(ENCODER, SKY, Optional.of("cd".repeat(32))),
                            new ModelJournal.Silent());
            assertThat(spool.journal().nextNumber()).isEqualTo(4);
            assertThat(spool.journal().taught("a")).as("nothing was taught yet").isEmpty();
        }
    }
}
