package org.skycast.edge.source.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.report.Column;
import org.skycast.nowcast.observe.Variable;
import org.skycast.settings.SettingsException;

class ReadingCsvTest {

    private static final Instant NOW = Instant.parse("2026-06-02T00:00:00Z");
    private static final String CSV = """
            time,t,rh
            2026-06-01T00:00:00Z,50,
            2026-06-01T00:01:00Z,n/a,80
            whenever,50,80
            2026-06-01T00:02:00Z,59,81
            """;

    @TempDir
    Path folder;

    private final EdgeMetrics metrics = new EdgeMetrics();

    private ReadingCsv csv(Path file, boolean follow) {
        return new ReadingCsv(
                "a",
                new CsvReadings(
                        file,
                        "time",
                        Map.of(
                                "air_temperature", new Column("t", "degF"),
                                "relative_humidity", new Column("rh", "%")),
                        Optional.empty(),
                        Optional.empty()),
                follow,
                metrics,
                () -> NOW);
    }

    private static List<Map<Variable, Double>> values(List<Sample> taken) {
        return taken.stream().map(one -> ((Sample.Values) one).values()).toList();
    }

    @Test
    void cellsAreConvertedAndWhatIsMissingStaysMissing() throws IOException {
        Path file = Files.writeString(folder.resolve("r.csv"), CSV);
        ReadingCsv source = csv(file, false);
        List<Map<Variable, Double>> values = values(source.takeBefore(Instant.MAX));
        assertThat(values).hasSize(3);
        assertThat(values.get(0)).containsOnlyKeys(Variable.AIR_TEMPERATURE);
        assertThat(values.get(0).get(Variable.AIR_TEMPERATURE)).isCloseTo(10, within(1e-9));
        assertThat(values.get(1)).containsOnlyKeys(Variable.RELATIVE_HUMIDITY);
        assertThat(values.get(2).get(Variable.AIR_TEMPERATURE)).isCloseTo(15, within(1e-9));
        assertThat(metrics.counts()).containsEntry("unreadable.a/readings/r.csv", 2L);
        assertThat(source.isExhausted()).isTrue();
    }

    @Test
    void gzippedFileIsRead() throws IOException {
        Path file = folder.resolve("r.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(CSV.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(csv(file, false).takeBefore(Instant.MAX)).hasSize(3);
    }

    @Test
    void remarkOnARowOfATimeThatIsNotYetIsTakenBackByTheNextRow() throws IOException {
        Path file = Files.writeString(folder.resolve("r.csv"), "time,t,rh\n2036-02-07T06:28:16Z,50,80\n");
        ReadingCsv source = csv(file, true);
        assertThat(source.takeBefore(Instant.MAX)).isEmpty();
        assertThat(metrics.remark("a/readings/r.csv"))
                .hasValueSatisfying(said -> assertThat(said).contains("2036-02-07"));
        Files.writeString(file, "2026-06-01T00:00:00Z,50,80\n", StandardOpenOption.APPEND);
        assertThat(source.takeBefore(Instant.MAX)).hasSize(1);
        assertThat(metrics.remark("a/readings/r.csv")).isEmpty();
    }

    /** As rotation leaves them where the disk was full. */
    @Test
    void emptyOrCutZippedFilesBesideTheLogCostThemselves() throws IOException {
        Path file = Files.writeString(folder.resolve("r.csv"), CSV);
        List<Sample> taken = csv(file, true).takeBefore(Instant.MAX);
        Files.write(folder.resolve("r.csv.1.gz"), new byte[0]);
        Files.write(folder.resolve("r.csv.2.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
        Files.write(folder.resolve("r.csv.3.gz"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        Files.move(file, folder.resolve("r.csv.4"));
        Files.writeString(file, "time,t,rh\n2026-06-01T00:03:00Z,50,80\n");
        ReadingCsv restarted = csv(file, true);
        restarted.resumeAfter(taken.get(taken.size() - 1).item());
        assertThat(restarted.takeBefore(Instant.MAX))
                .extracting(Sample::at)
                .containsExactly(Instant.parse("2026-06-01T00:03:00Z"));
        ReadingCsv lost = csv(file, true);
        lost.resumeAfter(taken.get(0).item().replaceFirst("\"print\":\"..", "\"print\":\"zz"));
        assertThat(lost.takeBefore(Instant.MAX)).isNotEmpty();
    }

    @Test
    void emptyZippedFileIsNamedAsSuch() throws IOException {
        Path file = Files.write(folder.resolve("r.csv.gz"), new byte[0]);
        assertThatThrownBy(() -> csv(file, false).next())
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("empty or cut short");
    }

    @Test
    void followedFileGivesTheRowsThatAreAppendedAndARestartGoesOn() throws IOException {
        Path file = Files.writeString(folder.resolve("r.csv"), CSV);
        ReadingCsv source = csv(file, true);
        List<Sample> first = source.takeBefore(Instant.MAX);
        assertThat(source.next()).isEmpty();
        assertThat(source.isExhausted()).isFalse();
        Files.writeString(file, CSV + "2026-06-01T00:03:00Z,50,80\n");
        assertThat(source.takeBefore(Instant.MAX)).hasSize(1);
        // A row that is only half written waits for its end.
        Files.writeString(file, CSV + "2026-06-01T00:03:00Z,50,80\n2026-06-01T00:04:00Z,5");
        assertThat(source.takeBefore(Instant.MAX)).isEmpty();
        Files.writeString(file, CSV + "2026-06-01T00:03:00Z,50,80\n2026-06-01T00:04:00Z,50,80\n");
        assertThat(values(source.takeBefore(Instant.MAX)).get(0).get(Variable.AIR_TEMPERATURE))
                .isCloseTo(10, within(1e-9));
        ReadingCsv restarted = csv(file, true);
        restarted.resumeAfter(first.get(first.size() - 1).item());
        assertThat(restarted.takeBefore(Instant.MAX)).hasSize(2);
    }

    @Test
    void columnOrFileThatIsNotThereIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("r.csv"), "time,temp\n");
        assertThatThrownBy(() -> csv(file, false).next())
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("they have 'time', 'temp'");
        assertThatThrownBy(() -> csv(folder.resolve("absent.csv"), false).next())
                .hasMessageContaining("absent.csv");
    }
}
