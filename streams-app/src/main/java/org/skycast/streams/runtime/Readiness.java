package org.skycast.streams.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.skycast.http.PageAnswer;
import org.skycast.streams.guard.Standing;

/** How the stages are, as {@code /health/live} and {@code /health/ready} tell it: a line a stage, and one of the broker. */
record Readiness(List<RunningStage> stages, Supplier<Optional<String>> silence) {

    /** A stage, looked at once, so that status and text say the same. */
    private record Looked(boolean isOver, Standing standing, String line) {}

    private List<Looked> look() {
        return stages.stream().map(Readiness::look).toList();
    }

    private static Looked look(RunningStage stage) {
        Standing standing = stage.standing();
        String line = "%s %s%s"
                .formatted(
                        stage.name(),
                        stage.state(),
                        standing.isWell() ? "" : ": " + String.join("; ", standing.sentences()));
        return new Looked(stage.isOver(), standing, line);
    }

    /** 503 once a stage has ended, or cannot go on unless the process is started again. */
    PageAnswer live() {
        List<Looked> looked = look();
        return answer(looked.stream().noneMatch(Looked::isOver), lines(looked));
    }

    /** 503 as well while a stage starts or does not get on, or no broker answers. */
    PageAnswer ready() {
        List<Looked> looked = look();
        List<String> lines = lines(looked);
        Optional<String> silent = silence.get();
        silent.ifPresent(sentence -> lines.add("broker: " + sentence));
        return answer(
                silent.isEmpty()
                        && looked.stream().allMatch(stage -> stage.standing().isWell()),
                lines);
    }

    private static List<String> lines(List<Looked> looked) {
        return new ArrayList<>(looked.stream().map(Looked::line).toList());
    }

    private static PageAnswer answer(boolean well, List<String> lines) {
        return PageAnswer.text(well ? 200 : 503, String.join("\n", lines));
    }
}
