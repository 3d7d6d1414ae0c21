package org.skycast.cli.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.cli.Skycast;

/** Rules over a station's archive, without a broker: it is cold at two in the night and at two in the afternoon. */
class TestRulesCommandTest {

    private static final Path BUNDLE = Path.of("..", "models", "skycast");
    private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");
    private static final int DAYS = 9;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void anArchiveAndARule() throws IOException {
        var csv = new StringBuilder("time,t,rh\n");
        for (int minute = 0; minute < DAYS * 24 * 60; minute += 10) {
            double wave = Math.sin(2 * Math.PI * minute / 720);
            csv.append(String.format(
                    Locale.ROOT,
                    "%s,%.2f,%.1f%n",
                    BEGIN.plus(Duration.ofMinutes(minute)),
                    3 + 5 * wave,
                    70 - 10 * wave));
        }
        Files.writeString(folder.resolve("r.csv"), csv.toString());
        Files.writeString(folder.resolve("edge.yaml"), """
                stations:
                  - id: here
                    name: Here
                    site: { latitude: 55.0, longitude: 12.0, altitude: 10 }
                    readings:
                      csv: r.csv
                      columns:
                        air_temperature: { column: t, units: degC }
                        relative_humidity: { column: rh, units: "%" }
                """);
        Files.writeString(folder.resolve("rules.yaml"), """
                rules:
                  - id: frost
                    stations: ["*"]
                    variable: temperature
                    comparator: "<"
                    unit: degC
                    threshold: 0
                    raise: 0.5
                    clear: 0.2
                    raiseAfter: 1 of 1
                """);
    }

    private int run(int days, String... more) {
        List<String> base = List.of(
                "alerts",
                "rules",
                "test",
                folder.resolve("rules.yaml").toString(),
                "--bundle",
                BUNDLE.toString(),
                "--from",
                BEGIN.plus(Duration.ofDays(1)).toString(),
                "--to",
                BEGIN.plus(Duration.ofDays(days)).toString(),
                "--edge-config",
                folder.resolve("edge.yaml").toString(),
                "--warm-up",
                "P1D",
                "--report",
                folder.resolve("report").toString());
        return Skycast.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return 1;
                })
                .execute(Stream.of(base, List.of(more)).flatMap(List::stream).toArray(String[]::new));
    }

    private JsonNode report() throws IOException {
        return new JsonMapper()
                .readTree(folder.resolve("report").resolve("report.json").toFile());
    }

    @Test
    void anArchiveIsToldOfWithoutABroker() throws IOException {
        assertThat(run(DAYS)).isZero();
        assertThat(out.toString()).contains("frost, air temperature < 0 degC:", "POD", "report.html");
        JsonNode row = report().get("rows").get(0);
        assertThat(row.get("events").asInt()).isBetween(14, 16);
        assertThat(row.get("hits").asInt()
                        + row.get("late").asInt()
                        + row.get("missed").asInt())
                .isEqualTo(row.get("events").asInt());
        assertThat(row.get("forecasts").asInt())
                .isEqualTo((DAYS - 1) * 144 - 1); // nothing comes that would close the last slot
        assertThat(folder.resolve("report").resolve("report.html")).isNotEmptyFile();
    }

    @Test
    void fewDaysGiveAnExitCodeOfTheirOwnAndFittedRulesAreWritten() throws IOException {
        Path fitted = folder.resolve("fitted.yaml");
        assertThat(run(4, "--json", "--fit", fitted.toString())).isEqualTo(4);
        assertThat(new JsonMapper().readTree(out.toString()).get("decision").asText())
                .isEqualTo("cannot tell");
        assertThat(fitted).content().contains("# Fitted on what came from", "id: frost");
        assertThat(report().get("fits").get(0).get("sentence").asText()).contains("not fitted");
    }

    @Test
    void whatIsAskedWronglyIsToldInASentence() {
        assertThat(run(0)).isEqualTo(1);
        assertThat(err.toString()).contains("is not before --to");
        assertThat(run(4, "--station", "elsewhere")).isEqualTo(1);
        assertThat(err.toString()).contains("nothing was foretold at a station for which the rules are");
        assertThat(run(4, "--fit-until", BEGIN.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("give --fit FILE too.");
        assertThat(run(4, "--fit", folder.resolve("rules.yaml").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("is the file of the rules itself");
        assertThat(run(4, "--min-lead", "PT-1M")).isEqualTo(1);
        assertThat(err.toString()).contains("must not be negative");
    }
}
