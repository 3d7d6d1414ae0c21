package org.skycast.trials.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.skycast.nowcast.alert.AlertPlaces;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.nowcast.feature.Feature;

/**
 * What is asked of a back-test.
 *
 * @param rules the rules
 * @param from the first reference time that is judged
 * @param to reference times from this on are left aside
 * @param station a station's id, or a pattern of ids
 * @param minLead how long before the onset an alert must have come
 * @param warmUp for how long before the range a bundle that is run learns from the stations
 */
public record BackTestAsk(
        List<AlertRule> rules, Instant from, Instant to, String station, Duration minLead, Duration warmUp) {

    /** How long an event may go on after the range, and be told to its end. */
    private static final Duration AFTER = Duration.ofDays(1);

    public BackTestAsk {
        rules = List.copyOf(rules);
    }

    /** Whether anything is asked of a station. */
    public boolean concerns(String id) {
        return new AlertPlaces(List.of(station), Map.of()).concerns(id)
                && rules.stream().anyMatch(rule -> rule.places().concerns(id));
    }

    /** Whether a forecast of this reference time is judged. */
    boolean wants(Instant reference) {
        return !reference.isBefore(from) && reference.isBefore(to);
    }

    /** The variables of which truths are asked for. */
    Set<Feature> features() {
        return rules.stream()
                .map(rule -> rule.condition().of())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Feature.class)));
    }

    /** The variables of which forecasts are. */
    Set<Feature> foretold() {
        return rules.stream()
                .filter(rule -> rule.condition().event().isEmpty())
                .map(rule -> rule.condition().of())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Feature.class)));
    }

    /** The events of which forecasts are. */
    Set<String> events() {
        return rules.stream().flatMap(rule -> rule.condition().event().stream()).collect(Collectors.toSet());
    }

    /** The farthest lead that any rule looks at. */
    Duration farthest() {
        return rules.stream()
                .map(rule -> rule.condition().window().to())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** From when on what was measured is asked for: what a change is reckoned of, and what came before the first event. */
    Instant measuredFrom() {
        Duration patience = rules.stream()
                .map(rule -> rule.demands().maxInputAge())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return from.minus(farthest()).minus(patience).minus(Duration.ofHours(3));
    }

    /** Until when it is. */
    Instant measuredTo() {
        return to.plus(farthest()).plus(AFTER);
    }
}
