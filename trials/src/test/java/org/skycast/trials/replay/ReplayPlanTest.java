package org.skycast.trials.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.streams.forecast.SkySource;
import org.skycast.topics.Topics;
import org.skycast.trials.replay.ReplayPlan.Ask;

class ReplayPlanTest {

    private static final Instant FROM = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir
    Path directory;

    private static ReplayPlan plan(String runId, Duration amendment) {
        var ask = new Ask(
                FROM,
                FROM.plus(Duration.ofDays(1)),
                new TreeSet<>(List.of("a", "b")),
                "c".repeat(64),
                "",
                0,
                amendment);
        return new ReplayPlan(
                runId, ask, SkySource.OBSERVATIONS, Topics.OBSERVATIONS.name(), List.of(), new TreeMap<>());
    }

    @Test
    void aPlanIsReadAsItWasWritten() {
        assertThat(ReplayPlan.read(directory)).isEmpty();
        ReplayPlan plan = plan("one", Duration.ofHours(48));
        plan.write(directory);
        assertThat(ReplayPlan.read(directory)).hasValue(plan);
    }

    @Test
    void aPlanThatSaysNothingOfAmendmentsWasMadeForADay() throws IOException {
        plan("one", Duration.ofHours(48)).write(directory);
        Path file = directory.resolve("run.json");
        String without = Files.readString(file).replaceFirst("(?s),\\s*\"amendment\"[^}]*", "");
        assertThat(without).doesNotContain("amendment");
        Files.writeString(file, without);
        assertThat(ReplayPlan.read(directory)).hasValue(plan("one", Duration.ofHours(24)));
    }

    /** A replay that is killed while it writes its plan leaves the one before, or the new one whole. */
    @Test
    void planIsNeverThereInPart() {
        Duration day = Duration.ofHours(24);
        plan("0", day).write(directory);
        var writing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 500; i++) {
                plan(Integer.toString(i), day).write(directory);
            }
        });
        while (!writing.isDone()) {
            assertThat(ReplayPlan.read(directory))
                    .map(ReplayPlan::ask)
                    .isEqualTo(Optional.of(plan("0", day).ask()));
        }
        assertThat(writing).isCompleted();
        assertThat(directory).isDirectoryNotContaining(file -> !file.endsWith("run.json"));
    }
}
