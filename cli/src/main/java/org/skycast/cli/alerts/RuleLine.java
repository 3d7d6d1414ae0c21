package org.skycast.cli.alerts;

import java.util.stream.Collectors;
import org.skycast.nowcast.alert.AlertCondition;
import org.skycast.nowcast.alert.AlertRule;

/** A rule as one line of text. */
final class RuleLine {

    private RuleLine() {}

    static String of(AlertRule rule) {
        AlertCondition condition = rule.condition();
        String levels = rule.levels().stream()
                .map(level -> "%s %s %s %s (raise %s, clear %s)"
                        .formatted(
                                level.severity(),
                                condition.relation().sign(),
                                level.given(),
                                condition.givenUnits(),
                                level.raise(),
                                level.clear()))
                .collect(Collectors.joining("; "));
        return "%s  %s from %s  %s  %s%s: %s  at %s"
                .formatted(
                        rule.key(),
                        rule.enabled() ? "holds" : "withdrawn",
                        rule.from(),
                        rule.wording().status(),
                        condition.name(),
                        condition.measure() == AlertCondition.Measure.CHANGE ? " changes" : "",
                        levels,
                        String.join(",", rule.places().patterns()));
    }
}
