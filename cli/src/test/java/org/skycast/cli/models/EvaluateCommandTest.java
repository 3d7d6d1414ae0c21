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
        String[] base = {
            "evaluate",
            "--bundle",
            BUNDLE.toString(),
            "--edge-config",
            folder.resolve("edge.yaml").toString()
        };
        String[] all = java.util.stream.Stream.of(List.of(base), List.of(more))
                .flatMap(List::stream)
                .toArray(String[]::new);
        return new CommandLine(new ModelsCommand())
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
}
