package org.skycast.trials.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.bundle.TrainingPeriod;
import org.skycast.trials.replay.ReplayPlan.Ask;
import org.skycast.trials.report.ReportInput.Overlap;

/**
 * What of a range the trainings of bundles have seen. Stations are not told apart: weather reaches over many of them, and
 * nobody can say how far a network remembers.
 */
final class TrainedRange {

    private static final int SHOWN = 4;

    private TrainedRange() {}

    static Overlap of(Ask ask, Bundles.Choice choice, boolean isAllowed) {
        return new Overlap(
                seen(choice.candidate(), ask)
                        .map(
                                periods ->
                                        "The candidate's training has seen the range: %s. It may remember what it is asked%s."
                                                .formatted(
                                                        periods,
                                                        isAllowed
                                                                ? ""
                                                                : ", and is not called better; give a later range, or --allow-trained")),
                choice.champion()
                        .flatMap(bundle -> seen(bundle, ask))
                        .map(periods ->
                                "The champion's training has seen the range: %s. It may remember what it is asked, and seem better than it is."
                                        .formatted(periods)),
                isAllowed);
    }

    private static Optional<String> seen(ModelBundle bundle, Ask ask) {
        List<TrainingPeriod> periods = bundle.trainingPeriods().stream()
                .filter(period -> period.overlaps(ask.from(), ask.to()))
                .toList();
        String told = periods.stream().limit(SHOWN).map(TrainedRange::words).collect(Collectors.joining(", "));
        int more = periods.size() - SHOWN;
        return periods.isEmpty()
                ? Optional.empty()
                : Optional.of(told + (more > 0 ? " and %d more".formatted(more) : ""));
    }

    private static String words(TrainingPeriod period) {
        return "%s %s on %s to %s"
                .formatted(period.source(), period.use().words(), date(period.from()), date(period.to()));
    }

    private static LocalDate date(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
