package org.skycast.nowcast.verify.rolling;

import java.util.Locale;
import org.skycast.nowcast.feature.Feature;

/** A drift in one sentence, for people. */
public final class DriftSentence {

    private DriftSentence() {}

    /** What was found at a station, by what, and what it is held against. */
    public static String of(String station, OpenDrift drift) {
        return drift.evidence()
                .map(evidence -> "At %s %s.".formatted(station, found(drift, evidence)))
                .orElseGet(() -> "At %s %s of %s stands at %s; the rule begins above %s."
                        .formatted(
                                station,
                                drift.rule().label(),
                                drift.variable(),
                                number(drift.level()),
                                number(drift.rule().threshold())));
    }

    private static String found(OpenDrift drift, DriftEvidence evidence) {
        String value = number(evidence.value());
        String baseline = number(evidence.baseline());
        String what = words(drift.variable());
        String units = units(drift.variable());
        String level = number(drift.level());
        String threshold = number(evidence.threshold());
        long cases = evidence.cases();
        long lead = evidence.lead().map(span -> span.toMinutes()).orElse(0L);
        return switch (drift.rule()) {
            case INPUT_MEAN ->
                ("the week's mean %s of %s%s is %s standard deviations from the training's %s%s, more than %s,"
                                + " by %d values")
                        .formatted(what, value, units, level, baseline, units, threshold, cases);
            case INPUT_SPREAD ->
                ("%s spreads by %s%s in the week, %s times the training's %s%s, more than %s, by %d values")
                        .formatted(what, value, units, level, baseline, units, threshold, cases);
            case INPUT_LOST ->
                ("%s came in %s of the last day's %d slots and in %s of those before: %s of them are lost, more"
                                + " than %s")
                        .formatted(
                                what,
                                share(evidence.value()),
                                cases,
                                share(evidence.baseline()),
                                share(drift.level()),
                                share(evidence.threshold()));
            case BELOW_PERSISTENCE ->
                ("the week's forecasts of %s at +%d min err by %s%s and persistence by %s%s, by %d cases:"
                                + " %s the latter by %s; it begins above %s")
                        .formatted(
                                what,
                                lead,
                                value,
                                units,
                                baseline,
                                units,
                                cases,
                                drift.level() < 0 ? "below" : "above",
                                share(Math.abs(drift.level())),
                                share(evidence.threshold()));
            case ERROR_GROWN ->
                ("the last day's forecasts of %s at +%d min err by %s%s and the month's by %s%s, by %d cases, and"
                                + " persistence has not got worse alike: %s times, more than %s")
                        .formatted(what, lead, value, units, baseline, units, cases, level, threshold);
        };
    }

    private static String words(String variable) {
        return variable.replace('_', ' ');
    }

    private static String units(String variable) {
        return Feature.named(variable)
                .map(Feature::units)
                .filter(units -> !units.equals("1"))
                .map(units -> " " + units)
                .orElse("");
    }

    private static String share(double part) {
        return "%d%%".formatted(Math.round(100 * part));
    }

    /** Three digits that tell something. */
    private static String number(double value) {
        double size = Math.abs(value);
        int digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
