package org.skycast.edge.source.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SourceCheck;
import org.skycast.settings.SettingsException;

/** What odd logs say, and what a check says of them. */
class OddLogsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/logs/checked.txt");

    @TempDir
    Path folder;

    static List<OddLog> logs() {
        return OddLogs.all();
    }

    @ParameterizedTest
    @MethodSource("logs")
    void eachRowSaysWhatItOughtOrIsLeftOut(OddLog log) {
        var metrics = new EdgeMetrics();
        try (ReadingCsv source = log.source(folder, metrics)) {
            assertThat(OddLog.said(source.takeBefore(Instant.MAX))).isEqualTo(log.right());
            CsvTally tally = source.tally();
            assertThat(tally.rows()).isEqualTo(tally.taken() + tally.unreadable() + tally.ahead());
            assertThat(metrics.counts().getOrDefault("unreadable." + source.name(), 0L))
                    .isEqualTo(tally.unreadable() + tally.words());
            assertThat(metrics.counts().getOrDefault("ahead." + source.name(), 0L))
                    .isEqualTo(tally.ahead());
        } catch (SettingsException refused) {
            assertThat(log.right()).as(refused.getMessage()).isEmpty();
        }
    }

    /** Pinned: run with -Dpin=true where a sentence is meant to change. */
    @Test
    void checkSaysWhatIsAmissInALine() throws IOException {
        List<String> lines = new ArrayList<>();
        for (OddLog log : logs()) {
            SourceCheck check = new CsvCheck("a", log.in(folder), () -> OddLog.NOW).check(Duration.ofSeconds(30));
            String says = check.says().replace(folder + "/", "");
            assertThat(says).as(log.name()).doesNotContain("\n").endsWith(".");
            lines.add("%s: %s: %s".formatted(log.name(), check.getClass().getSimpleName(), says));
        }
        String text = String.join("\n", lines) + "\n";
        if (Boolean.getBoolean("pin")) {
            Files.writeString(GOLDEN, text);
        }
        assertThat(text).isEqualTo(Files.readString(GOLDEN));
    }

    /** Each row as soon as its line is there, over restarts, whatever stands between. */
    @ParameterizedTest
    @MethodSource("logs")
    void aRestartAfterAnyRowGoesOnAsIfThereHadBeenNone(OddLog log) {
        if (log.right().isEmpty()) {
            return;
        }
        CsvReadings settings = log.in(folder);
        List<Sample> taken = new ArrayList<>();
        for (int i = 0; i < log.right().size(); i++) {
            try (var source = new ReadingCsv("a", settings, true, new EdgeMetrics(), () -> OddLog.NOW)) {
                if (!taken.isEmpty()) {
                    source.resumeAfter(taken.get(taken.size() - 1).item());
                }
                Sample.Values next = source.read();
                assertThat(next).as("row %d", i).isNotNull();
                taken.add(next);
            }
        }
        assertThat(OddLog.said(taken)).isEqualTo(log.right());
    }
}
