package org.skycast.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {

    private static final Path BUNDLE = Path.of("..", "models", "skycast");
    private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aDayOfReadingsAndAFrameAnHour() throws IOException {
        var csv = new StringBuilder("time,t,rh\n");
        Files.createDirectories(folder.resolve("frames"));
        for (int minute = 0; minute < 24 * 60; minute += 10) {
            double day = Math.sin(2 * Math.PI * minute / 1440);
            csv.append("%s,%.2f,%.1f%n".formatted(BEGIN.plus(Duration.ofMinutes(minute)), 12 + 5 * day, 70 - 10 * day));
        }
        Files.writeString(folder.resolve("r.csv"), csv.toString());
        for (int hour = 0; hour < 24; hour++) {
            var image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
            var pen = image.createGraphics();
            pen.setColor(new Color(40 + 8 * hour, 120, 200));
            pen.fillRect(0, 0, 64, 48);
            pen.dispose();
            Path file = folder.resolve("frames").resolve("20260601T%02d0500Z.png".formatted(hour));
            ImageIO.write(image, "png", file.toFile());
        }
        Files.writeString(folder.resolve("edge.yaml"), """
                stations:
                  - id: here
                    name: Here
                    site: { latitude: 55.0, longitude: 12.0, altitude: 10 }
                    frames: { directory: frames, time: name }
                    readings:
                      csv: r.csv
                      columns:
                        air_temperature: { column: t, units: degC }
                        relative_humidity: { column: rh, units: "%" }
                """);
    }

    private int run(String... more) {
        return runOf(BUNDLE, more);
    }

    private int runOf(Path bundle, String... more) {
        String[] base = {
            "evaluate",
            "--bundle",
            bundle.toString(),
            "--edge-config",
            folder.resolve("edge.yaml").toString()
        };
        String[] all = java.util.stream.Stream.of(List.of(base), List.of(more))
                .flatMap(List::stream)
                .toArray(String[]::new);
        return new CommandLine(new ModelsCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    @Test
    void scoresAreOfWhatTheArchiveHolds() throws IOException {
        assertThat(run("--json", "--scores", folder.resolve("s.csv").toString()))
                .isZero();
        JsonNode station =
                new JsonMapper().readTree(out.toString()).get("stations").get(0);
        assertThat(station.get("records").asInt()).isEqualTo(144 + 24);
        assertThat(station.get("refused").asInt()).isZero();
        assertThat(station.get("forecasts").asInt()).isBetween(140, 144);
        List<String> names = station.get("scores").findValuesAsText("name");
        assertThat(names).contains("air_temperature", "relative_humidity").doesNotContain("air_pressure");
        JsonNode first = station.get("scores").get(0);
        assertThat(first.get("leadMinutes").asInt()).isEqualTo(10);
        assertThat(first.get("mae").asDouble()).isBetween(0.0, 5.0);
        assertThat(first.get("maePersistence").asDouble()).isBetween(0.01, 1.0);
        assertThat(Files.readAllLines(folder.resolve("s.csv")).size()).isGreaterThan(2000);
    }

    /** Its forecaster is made for tests and reads the day before; its encoder is the shipped one. */
    @Test
    void bundleOfAnotherFeatureSpecIsScoredOnTheSameCases() throws IOException {
        Path fixture = Path.of("..", "inference", "src", "test", "resources", "slots-2");
        Path bundle = Files.createDirectories(folder.resolve("slots-2"));
        for (String file : List.of("manifest.json", "forecaster.onnx", "golden.json")) {
            Files.copy(fixture.resolve(file), bundle.resolve(file));
        }
        Files.copy(BUNDLE.resolve("sky-encoder.onnx"), bundle.resolve("sky-encoder.onnx"));
        assertThat(run("--json")).isZero();
        JsonNode shipped =
                new JsonMapper().readTree(out.toString()).get("stations").get(0);
        out.getBuffer().setLength(0);
        assertThat(runOf(bundle, "--json")).isZero();
        JsonNode station =
                new JsonMapper().readTree(out.toString()).get("stations").get(0);
        assertThat(station.get("forecasts")).isEqualTo(shipped.get("forecasts"));
        assertThat(station.get("scores").findValuesAsText("name")).contains("air_temperature");
        assertThat(station.get("scores").get(0).get("mae").asDouble()).isFinite();
    }

    @Test
    void theSameArchiveGivesTheSameScores() {
        assertThat(run("--json")).isZero();
        String first = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run("--json")).isZero();
        assertThat(out.toString()).isEqualTo(first);
    }

    @Test
    void onlyTheTimeAskedForIsRead() throws IOException {
        assertThat(run("--json", "--from", "2026-06-01T06:00:00Z", "--to", "2026-06-01T12:00:00Z"))
                .isZero();
        JsonNode station =
                new JsonMapper().readTree(out.toString()).get("stations").get(0);
        assertThat(station.get("records").asInt()).isEqualTo(36 + 6);
    }

    @Test
    void framesArePreparedAsTheEdgeDoes() throws IOException {
        Files.write(folder.resolve("frames").resolve("20260601T120700Z.png"), new byte[] {1, 2, 3});
        Files.writeString(folder.resolve("edge.yaml"), "    picture: { skipDark: 0 }\n", StandardOpenOption.APPEND);
        assertThat(run("--json")).isZero();
        JsonNode station =
                new JsonMapper().readTree(out.toString()).get("stations").get(0);
        assertThat(station.get("refused").asInt()).isEqualTo(1);
        // On 1 June the sun is up for seventeen hours here.
        assertThat(station.get("records").asInt()).isEqualTo(144 + 17 + 1);
    }

    @Test
    void aTimeWithoutDataIsAFailure() {
        assertThat(run("--from", "2030-01-01T00:00:00Z")).isEqualTo(1);
        assertThat(out.toString()).contains("here: 0 records");
    }

    @Test
    void theTableNamesVariablesAndLeads() {
        assertThat(run()).isZero();
        assertThat(out.toString())
                .contains("air_temperature")
                .contains("+240min")
                .contains("persistence");
    }

    private JsonNode station() throws IOException {
        return new JsonMapper().readTree(out.toString()).get("stations").get(0);
    }

    @Test
    void bundleAdaptedAndIssuedAreScoredOnTheSameCases() throws IOException {
        assertThat(run("--json")).isZero();
        JsonNode station = station();
        JsonNode voices = station.get("voices");
        assertThat(voices.fieldNames()).toIterable().containsExactly("bundle", "adapted", "issued");
        assertThat(voices.at("/issued/all")).isEqualTo(station.get("scores"));
        // A day is within the first three.
        assertThat(voices.at("/issued/firstDays")).isEqualTo(station.get("scores"));
        assertThat(voices.at("/issued/after")).isEmpty();
        for (String voice : List.of("bundle", "adapted")) {
            JsonNode scores = voices.at("/" + voice + "/all");
            assertThat(scores.findValuesAsText("name"))
                    .isEqualTo(station.get("scores").findValuesAsText("name"));
            assertThat(scores.findValuesAsText("cases"))
                    .isEqualTo(station.get("scores").findValuesAsText("cases"));
            assertThat(scores.findValuesAsText("maePersistence"))
                    .isEqualTo(station.get("scores").findValuesAsText("maePersistence"));
        }
        JsonNode pooled = new JsonMapper().readTree(out.toString()).get("pooled");
        assertThat(pooled.get("voices")).isEqualTo(voices);
        for (JsonNode worse : station.get("worseThanPersistence")) {
            assertThat(worse.get("difference").asDouble()).isPositive();
            // Of one day nothing can be told.
            assertThat(worse.get("low").isNull()).isTrue();
        }
    }

    @Test
    void whereStationsTeachNothingTheBundleIsShownAlone() throws IOException {
        Path scores = folder.resolve("s.csv");
        assertThat(run("--json", "--adapt", "off", "--scores", scores.toString()))
                .isZero();
        JsonNode alone = station();
        assertThat(alone.has("voices")).isFalse();
        assertThat(Files.readAllLines(scores).get(1)).endsWith(",,,,,");
        out.getBuffer().setLength(0);
        assertThat(run("--json")).isZero();
        assertThat(station().at("/voices/bundle/all")).isEqualTo(alone.get("scores"));
        out.getBuffer().setLength(0);
        assertThat(run("--adapt", "off")).isZero();
        assertThat(out.toString()).contains("air_temperature").doesNotContain("adapted");
    }

    @Test
    void singleScoresNameTheBundleAndTheAdaptedBesideWhatWasIssued() throws IOException {
        Path scores = folder.resolve("s.csv");
        assertThat(run("--scores", scores.toString())).isZero();
        List<String> lines = Files.readAllLines(scores);
        assertThat(lines.get(0))
                .isEqualTo("station_id,reference_time,name,lead_minutes,error,crps,inside80,persistence_error,"
                        + "probability,happened,bundle_error,bundle_crps,adapted_error,adapted_crps,bundle_inside80");
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(15));
        assertThat(lines).anySatisfy(line -> {
            String[] cells = line.split(",", -1);
            assertThat(cells[2]).isEqualTo("air_temperature");
            assertThat(Double.parseDouble(cells[10])).isFinite();
            assertThat(cells[14]).isIn("true", "false");
        });
    }

    @Test
    void theTableHasALineForEachOfTheThree() {
        assertThat(run()).isZero();
        assertThat(out.toString())
                .contains("first 3 days")
                .containsPattern("\\+240min bundle +[0-9.]+ +[0-9.]+ +[0-9.]+% +[0-9.]+ +\\d+ +- +- +- +- +0")
                .containsPattern("(?m)^ +adapted ")
                .containsPattern("(?m)^ +issued ")
                .contains("ersistence");
    }
}
