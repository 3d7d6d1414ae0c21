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
import org.skycast.trials.replay.ReplayLearning.Side;
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
                amendment,
                AskedLearning.AUTO,
                Ask.WARM_UP,
                new TreeSet<>());
        var learning = new ReplayLearning(Side.OWN, Side.RECORDED, FROM.minus(Duration.ofDays(2)));
        return new ReplayPlan(
                runId, ask, SkySource.OBSERVATIONS, Topics.OBSERVATIONS.name(), List.of(), new TreeMap<>(), learning);
    }

    @Test
    void aSpanEndsWithTheRecordBeforeItsEnd() {
        var span = new ReplayPlan.Span(2, 5, 9);
        assertThat(span.endsWith(2, 8)).isTrue();
        assertThat(span.endsWith(2, 9)).isFalse();
        assertThat(span.endsWith(1, 8)).isFalse();
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
        String without = Files.readString(file).replaceFirst(",\\s*\"amendment\"[^,}]*", "");
        assertThat(without).doesNotContain("amendment");
        Files.writeString(file, without);
        assertThat(ReplayPlan.read(directory)).hasValue(plan("one", Duration.ofHours(24)));
    }

    /** It was begun without, and goes on so; asked again in the same words, it is the same question. */
    @Test
    void aPlanOfAVersionThatLearntNothingGoesOnWithTheBundlesAlone() throws IOException {
        ReplayPlan plan = plan("one", Duration.ofHours(24));
        plan.write(directory);
        Path file = directory.resolve("run.json");
        String without = Files.readString(file)
                .replaceFirst("(?s),\\s*\"learning\" : \"AUTO\",\\s*\"warmUp\"[^}]*", "")
                .replaceFirst("(?s),\\s*\"learning\" : \\{[^}]*}", "");
        assertThat(without).doesNotContain("learning").doesNotContain("warm");
        Files.writeString(file, without);
        ReplayPlan read = ReplayPlan.read(directory).orElseThrow();
        assertThat(read.ask()).isEqualTo(plan.ask());
        assertThat(read.learning()).isEqualTo(new ReplayLearning(Side.OFF, Side.OFF, FROM));
        assertThat(read.shortWarmUp()).isEmpty();
    }

    @Test
    void whatIsLearntFromBeforeTheRangeIsNotWanted() {
        ReplayPlan plan = plan("one", Duration.ofHours(24));
        Instant before = FROM.minus(Duration.ofDays(1));
        assertThat(plan.learnsFrom("a", before)).isTrue();
        assertThat(plan.ask().wants("a", before)).isFalse();
        assertThat(plan.learnsFrom("a", FROM.minus(Duration.ofDays(3)))).isFalse();
        assertThat(plan.learnsFrom("c", before)).isFalse();
    }

    @Test
    void aShorterWarmUpThanAskedForIsSaidInASentence() {
        assertThat(plan("one", Duration.ofHours(24)).shortWarmUp())
                .hasValue("The warm-up before the range is 2 days and not the 21 that were asked for:"
                        + " the log goes back no further.");
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
