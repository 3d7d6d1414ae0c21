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
import org.skycast.trials.replay.ReplayPlan.Ask;

class ReplayPlanTest {

    private static final Instant FROM = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir
    Path directory;

    private static ReplayPlan amendedFor(Duration amendment) {
        return plan("r", amendment);
    }

    private static ReplayPlan named(String runId) {
        return plan(runId, Duration.ofHours(24));
    }

    private static ReplayPlan plan(String runId, Duration amendment) {
        var ask = new Ask(FROM, FROM.plus(Duration.ofDays(1)), new TreeSet<>(), "a", "", 0, amendment);
        return new ReplayPlan(runId, ask, SkySource.OBSERVATIONS, "o", List.of(), new TreeMap<>());
    }

    @Test
    void aPlanIsReadAsItWasWritten() {
        ReplayPlan plan = amendedFor(Duration.ofHours(48));
        plan.write(directory);
        assertThat(ReplayPlan.read(directory)).hasValue(plan);
    }

    @Test
    void aPlanThatSaysNothingOfAmendmentsWasMadeForADay() throws IOException {
        amendedFor(Duration.ofHours(48)).write(directory);
        Path file = directory.resolve("run.json");
        String without = Files.readString(file).replaceFirst("(?s),\\s*\"amendment\"[^}]*", "");
        assertThat(without).doesNotContain("amendment");
        Files.writeString(file, without);
        assertThat(ReplayPlan.read(directory)).hasValue(amendedFor(Duration.ofHours(24)));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(ReplayPlan.read(directory)).isEmpty();
        named("one").write(directory);
        assertThat(ReplayPlan.read(directory)).contains(named("one"));
    }

    /** A replay that is killed while it writes its plan leaves the one before, or the new one whole. */
    @Test
    void planIsNeverThereInPart() {
        named("0").write(directory);
        var writing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 500; i++) {
                named(Integer.toString(i)).write(directory);
            }
        });
        while (!writing.isDone()) {
            assertThat(ReplayPlan.read(directory))
                    .map(ReplayPlan::ask)
                    .isEqualTo(Optional.of(named("0").ask()));
        }
        assertThat(writing).isCompleted();
        assertThat(directory).isDirectoryNotContaining(file -> !file.endsWith("run.json"));
    }
}
