package org.skycast.trials.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.streams.forecast.SkySource;

class ReplayPlanTest {

    @TempDir
    Path directory;

    private static ReplayPlan plan(String runId) {
        var ask = new ReplayPlan.Ask(
                Instant.parse("2026-06-01T00:00:00Z"),
                Instant.parse("2026-06-02T00:00:00Z"),
                new TreeSet<>(List.of("a", "b")),
                "c".repeat(64),
                "",
                0);
        return new ReplayPlan(runId, ask, SkySource.OBSERVATIONS, "skycast.observations", List.of(), new TreeMap<>());
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(ReplayPlan.read(directory)).isEmpty();
        plan("one").write(directory);
        assertThat(ReplayPlan.read(directory)).contains(plan("one"));
    }

    /** A replay that is killed while it writes its plan leaves the one before, or the new one whole. */
    @Test
    void planIsNeverThereInPart() {
        plan("0").write(directory);
        var writing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 500; i++) {
                plan(Integer.toString(i)).write(directory);
            }
        });
        while (!writing.isDone()) {
            assertThat(ReplayPlan.read(directory))
                    .map(ReplayPlan::ask)
                    .isEqualTo(Optional.of(plan("0").ask()));
        }
        assertThat(writing).isCompleted();
        assertThat(directory).isDirectoryNotContaining(file -> !file.endsWith("run.json"));
    }
}
