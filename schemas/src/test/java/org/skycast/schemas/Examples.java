package org.skycast.schemas;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.skycast.avro.Alert;
import org.skycast.avro.AlertLevel;
import org.skycast.avro.AlertOverride;
import org.skycast.avro.AlertReference;
import org.skycast.avro.AlertRule;
import org.skycast.avro.AlertRuleText;
import org.skycast.avro.AlertText;
import org.skycast.avro.CalibrationPoint;
import org.skycast.avro.CameraFrame;
import org.skycast.avro.EventForecast;
import org.skycast.avro.Forecast;
import org.skycast.avro.ForecastInputs;
import org.skycast.avro.InputOffsets;
import org.skycast.avro.Lineage;
import org.skycast.avro.ModelDeployment;
import org.skycast.avro.Observation;
import org.skycast.avro.PublishedBundle;
import org.skycast.avro.Rejected;
import org.skycast.avro.Score;
import org.skycast.avro.SensorReading;
import org.skycast.avro.Site;
import org.skycast.avro.SkyEmbedding;
import org.skycast.avro.SkyInSlot;
import org.skycast.avro.SlotRevision;
import org.skycast.avro.SourceStatus;
import org.skycast.avro.Station;
import org.skycast.avro.StationLearning;
import org.skycast.avro.StationStatus;
import org.skycast.avro.Tick;
import org.skycast.avro.TopicPartitionOffset;
import org.skycast.avro.VariableForecast;
import org.skycast.avro.VariableSummary;
import org.skycast.avro.WeatherAlert;

/** One of each record that has a topic, every field set. */
final class Examples {

    private static final Instant T = Instant.parse("2026-06-01T12:00:00.123456Z");
    private static final TopicPartitionOffset AT = new TopicPartitionOffset("skycast.observations", 3, 42L);
    private static final Lineage LINEAGE =
            new Lineage("first", "1", "ab".repeat(32), "slots-1", AT, List.of(new SlotRevision(T, 2)), null);

    private Examples() {}

    static List<SpecificRecord> all() {
        return List.of(
                new CameraFrame("a", T, 7L, T, bytes(1, 2, 3), "image/jpeg", 4, 3, "cd".repeat(32), 0.01, 2.5),
                // A field that came after v1 is null here, as v1 is read.
                new SensorReading(
                        "a", T, 8L, T, 1.5, -2.5, 80.0, 1013.25, 3.0, 5.0, 270.0, 500.5, 0.2, 2e4, null, "ok"),
                new SkyEmbedding(
                        "a",
                        T,
                        9L,
                        T,
                        "first",
                        "ef".repeat(32),
                        bytes(0, 60),
                        "cd".repeat(32),
                        true,
                        false,
                        false,
                        null),
                new Station("a", "A", new Site(55.79, 12.53, 50.0)),
                new Tick(3, T),
                new Observation(
                        "a",
                        new Site(55.79, 12.53, 50.0),
                        T,
                        10,
                        1,
                        List.of(new VariableSummary("air_temperature", "degC", 1.5, 1.0, 2.0, 10, List.of("STUCK"))),
                        new SkyInSlot(T, "ef".repeat(32), bytes(0, 60), "cd".repeat(32), AT),
                        T,
                        List.of(new InputOffsets("skycast.readings", 3, List.of(1L, 2L, 300L)))),
                new Forecast(
                        LINEAGE,
                        "a",
                        T,
                        T,
                        120.5,
                        60.0,
                        List.of(new VariableForecast(
                                "air_temperature",
                                "degC",
                                List.of(10, 20),
                                List.of(0.1, 0.5),
                                List.of(List.of(1f, 2f), List.of(1.5f, 2.5f)),
                                null,
                                null)),
                        List.of(new EventForecast(
                                "rain",
                                "thickness_of_rainfall_amount",
                                0.1,
                                "mm",
                                List.of(10),
                                List.of(0.25f),
                                null,
                                null,
                                null)),
                        new ForecastInputs(0.75, List.of("sky"), List.of())),
                // Fields that came after v1 are null here, as v1 is read.
                new Rejected(
                        "DUPLICATE",
                        "It came before.",
                        "a",
                        "skycast.readings",
                        3,
                        41L,
                        T,
                        bytes(0, 0, 0, 0, 1),
                        null,
                        null),
                new Score(
                        AT,
                        LINEAGE,
                        "a",
                        T,
                        60,
                        "air_temperature",
                        1.0,
                        0.5,
                        0.3,
                        0.1,
                        0.9,
                        0.4,
                        0.2,
                        null,
                        null,
                        null,
                        null),
                new StationStatus(
                        "a",
                        T,
                        T,
                        300,
                        T,
                        T,
                        7L,
                        2000L,
                        T,
                        1L,
                        Map.of("frame.spoolFull", 3L),
                        1_000_000L,
                        48.5,
                        200_000_000L,
                        true,
                        -0.25,
                        "0.1.0",
                        "17.0.19",
                        "Linux 6.6",
                        "aarch64",
                        List.of(new SourceStatus("a/frames/roof", "WAITING", "It is dark.", 2L, 90.5))),
                new Alert(
                        "id",
                        "frost",
                        "a",
                        "Moderate",
                        "Expected",
                        "Likely",
                        T,
                        T,
                        "RAISED",
                        0.8,
                        LINEAGE,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                weatherAlert(),
                alertRule(),
                new ModelDeployment("CHAMPION", "first", "ab".repeat(32), T, List.of("a")),
                new PublishedBundle(
                        "first",
                        "1",
                        "ab".repeat(32),
                        "ef".repeat(32),
                        "slots-1",
                        T,
                        bytes('P', 'K', 5, 6),
                        "cd".repeat(32)),
                new StationLearning("a", "first", "1", "ab".repeat(32), T, 12, 40_000L, bytes(1, 0, 255), AT));
    }

    /** What {@code Alert} holds of a weather alert; there it came after v1. */
    private static WeatherAlert weatherAlert() {
        return new WeatherAlert(
                "a/frost/2026-06-01T12:00:00Z/2",
                "a/frost/2026-06-01T12:00:00Z",
                2,
                List.of(new AlertReference("a/frost/2026-06-01T12:00:00Z/1", T)),
                3,
                "Frost",
                "Test",
                "Public",
                "The garden",
                "Europe/Copenhagen",
                Map.of("crop", "apple"),
                T,
                T,
                T,
                T,
                1,
                2,
                "air_temperature",
                "rain",
                "VALUE",
                "<",
                0.0,
                "degC",
                32.0,
                "degF",
                List.of(10, 20),
                List.of(0.5, 0.75),
                0.75,
                1.0,
                1.5,
                "PROBABILITY",
                "The probability is another.",
                AT,
                T,
                0.75,
                Map.of("en", new AlertText("Frost", "It freezes.", "Cover it.")));
    }

    private static AlertRule alertRule() {
        var level = new AlertLevel("Moderate", 0.0, 32.0, 0.6, 0.3, 0.6, List.of(new CalibrationPoint(0.5, 0.6)));
        return new AlertRule(
                "frost",
                3,
                T,
                true,
                "Frost",
                "The threshold was too low.",
                List.of("*"),
                List.of(new AlertOverride("a", List.of(level))),
                "air_temperature",
                "rain",
                "VALUE",
                "<",
                "degC",
                "degF",
                10,
                120,
                List.of(level),
                2,
                3,
                3,
                1800L,
                3600L,
                28_800L,
                0.5,
                2700L,
                true,
                "Test",
                "Public",
                "Europe/Copenhagen",
                Map.of("en", new AlertRuleText("Frost", "It freezes.", "Cover it.", "Over.", "?", "Old.", "No more.")),
                "The garden",
                Map.of("crop", "apple"));
    }

    private static ByteBuffer bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return ByteBuffer.wrap(bytes);
    }
}
