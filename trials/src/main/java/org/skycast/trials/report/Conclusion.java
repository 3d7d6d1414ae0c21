package org.skycast.trials.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.skycast.nowcast.compare.Verdict;
import org.skycast.nowcast.forecast.Forecaster;

/** What a replay came to, for a terminal: the last line is the verdict. */
final class Conclusion {

    private Conclusion() {}

    static String of(ReportInput input, Verdict verdict, UnaryOperator<String> warned) {
        List<String> lines = new ArrayList<>();
        input.overlap().sentences().forEach(sentence -> lines.add(warned.apply(sentence)));
        verdict.reasons().stream()
                .filter(reason -> !input.overlap().sentences().contains(reason))
                .forEach(reason -> lines.add("  - " + reason));
        lines.add("%s: %s against %s"
                .formatted(verdict.decision().words(), name(input.candidate()), name(input.champion())));
        return String.join(System.lineSeparator(), lines);
    }

    private static String name(Forecaster.Model model) {
        return (model.id() + " " + model.version()).strip();
    }
}
