package org.skycast.edge.source.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Mutations;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.report.Column;
import org.skycast.settings.SettingsException;

/**
 * Logs that were damaged by chance: none holds up what comes behind it, no row is unaccounted for, and no value is one that
 * its row does not have.
 */
class LogFuzzTest {

    private static final int MUTATIONS = 10_000;
    private static final int ROWS = 30;
    private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-06-02T00:00:00Z");
    private static final List<String> PIECES = List.of(
            "\"",
            "\"\"",
            ",",
            ";",
            "\n",
            "\r",
            "\0\0\0\0",
            "\ufeff",
            "\u00b0",
            "NaN",
            "1e400",
            "-9999",
            "time",
            "temp",
            "2036-02-07T06:28:16Z",
            "1970-01-01T00:00:00Z",
            "time,temp,rain\n",
            "temp,time,rain\n",
            "time,dew,rain\n");

    @TempDir
    Path folder;

    private static byte[] log() {
        StringBuilder text = new StringBuilder("time,temp,rain\n");
        for (int i = 0; i < ROWS; i++) {
            text.append("%s,%d,%d\n".formatted(BEGIN.plusSeconds(300L * i), i, i));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private ReadingCsv source(Path log, EdgeMetrics metrics) {
        var settings = new CsvReadings(
                log,
                "time",
                Map.of(
                        "air_temperature", new Column("temp", "degC"),
                        "thickness_of_rainfall_amount", new Column("rain", "mm", true)),
                Optional.empty(),
                Optional.empty());
        return new ReadingCsv("a", settings, false, metrics, () -> NOW);
    }

    @Test
    @Timeout(1200)
    void noDamageStallsTheSourceOrLeavesARowUnaccountedFor() throws IOException {
        Path log = folder.resolve("log.csv");
        long slowest = 0;
        int refused = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Files.write(log, Mutations.of(log(), new SplittableRandom(seed), PIECES));
            long began = System.nanoTime();
            var metrics = new EdgeMetrics();
            try (ReadingCsv source = source(log, metrics)) {
                List<Sample> taken = source.takeBefore(Instant.MAX);
                assertThat(source.isExhausted()).as("seed %d", seed).isTrue();
                accounted(seed, source, taken, metrics);
            } catch (SettingsException noHeader) {
                // The header itself was hit; the file is refused in words, and tried again.
                assertThat(noHeader.getMessage()).startsWith("The readings ").endsWith(".");
                refused++;
            }
            slowest = Math.max(slowest, System.nanoTime() - began);
        }
        assertThat(refused).isLessThan(MUTATIONS / 5);
        assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(10));
    }

    private static void accounted(int seed, ReadingCsv source, List<Sample> taken, EdgeMetrics metrics) {
        CsvTally tally = source.tally();
        assertThat(tally.taken()).as("seed %d", seed).isEqualTo(taken.size());
        assertThat(tally.taken() + tally.unreadable() + tally.ahead() + source.headers())
                .as("seed %d: taken, unreadable, ahead and headers are all lines but the first header", seed)
                .isEqualTo(source.lines());
        assertThat(metrics.counts().getOrDefault("unreadable.a/readings/log.csv", 0L))
                .isEqualTo(tally.unreadable() + tally.words());
        assertThat(metrics.counts().getOrDefault("ahead.a/readings/log.csv", 0L))
                .isEqualTo(tally.ahead());
        assertThat(taken)
                .as("seed %d", seed)
                .allSatisfy(one -> assertThat(one.at()).isBefore(NOW.plus(Duration.ofMinutes(6))));
    }

    /** A log of a hundred thousand rows, every fifth with a quote left open: what is held at once does not grow with it. */
    @Test
    @Tag("memory")
    @Timeout(600)
    void memoryStaysFlat() throws IOException {
        Path log = folder.resolve("log.csv");
        try (var out = Files.newBufferedWriter(log)) {
            out.write("time,temp,rain\n");
            for (int i = 0; i < 100_000; i++) {
                out.write("%s%s,%d,%d\n"
                        .formatted(i % 5 == 0 ? "\"" : "", BEGIN.minusSeconds(300L * (100_000 - i)), i % 30, i / 100));
            }
        }
        try (ReadingCsv source = source(log, new EdgeMetrics())) {
            long before = 0;
            long after = 0;
            for (int i = 0; i < 80_000; i++) {
                assertThat(source.read()).isNotNull();
                if (i == 10_000) {
                    before = used();
                } else if (i == 79_000) {
                    after = used();
                }
            }
            assertThat(after - before).isLessThan(4_000_000);
            assertThat(source.tally().unreadable()).isBetween(19_900L, 20_000L);
        }
    }

    private static long used() {
        Runtime.getRuntime().gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
