package org.skycast.trials.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.skycast.nowcast.warning.TestedAlert;
import org.skycast.nowcast.warning.WarningMatch.AlertFate;
import org.skycast.nowcast.warning.WarningMatch.EventFate;
import org.skycast.nowcast.warning.WarningMatch.JudgedAlert;
import org.skycast.nowcast.warning.WarningMatch.JudgedEvent;
import org.skycast.trials.backtest.RuleOutcome.LevelOutcome;

/**
 * An event or an alert, to be looked at.
 *
 * @param level from 0
 * @param event one of this and {@code alert} is there
 * @param spells of every alert of the level at the station near it
 */
record WarningCase(
        RuleOutcome outcome,
        int level,
        Optional<JudgedEvent> event,
        Optional<JudgedAlert> alert,
        List<TestedAlert.Spell> spells) {

    /** What one should look at first comes first: what was missed, what came late, what was told in vain. */
    private enum Order {
        MISSED,
        LATE,
        FALSE_ALARM,
        UNJUDGED_EVENT,
        UNJUDGED_ALERT,
        HIT,
        TRUE_ALERT
    }

    WarningCase {
        spells = List.copyOf(spells);
    }

    /** Every event and every alert of rules. */
    static List<WarningCase> of(List<RuleOutcome> outcomes) {
        List<WarningCase> cases = new ArrayList<>();
        for (RuleOutcome outcome : outcomes) {
            for (int level = 0; level < outcome.levels().size(); level++) {
                LevelOutcome of = outcome.levels().get(level);
                int number = level;
                List<TestedAlert> alerts =
                        of.match().alerts().stream().map(JudgedAlert::alert).toList();
                of.match()
                        .events()
                        .forEach(event -> cases.add(new WarningCase(
                                outcome, number, Optional.of(event), Optional.empty(), spells(alerts))));
                of.match()
                        .alerts()
                        .forEach(alert -> cases.add(new WarningCase(
                                outcome, number, Optional.empty(), Optional.of(alert), spells(alerts))));
            }
        }
        cases.sort(Comparator.comparing(WarningCase::order).thenComparing(WarningCase::begin));
        return cases;
    }

    private static List<TestedAlert.Spell> spells(List<TestedAlert> alerts) {
        return alerts.stream().flatMap(alert -> alert.spells().stream()).toList();
    }

    private Order order() {
        if (event.isPresent()) {
            return switch (event.get().fate()) {
                case MISSED -> Order.MISSED;
                case LATE -> Order.LATE;
                case UNJUDGED -> Order.UNJUDGED_EVENT;
                case HIT -> Order.HIT;
            };
        }
        return switch (alert.orElseThrow().fate()) {
            case FALSE_ALARM -> Order.FALSE_ALARM;
            case UNJUDGED -> Order.UNJUDGED_ALERT;
            case TRUE -> Order.TRUE_ALERT;
        };
    }

    LevelOutcome of() {
        return outcome.levels().get(level);
    }

    /** What is to be said of it: a fate of events or of alerts. */
    String fate() {
        return event.map(JudgedEvent::fate)
                .map(EventFate::name)
                .orElseGet(
                        () -> alert.map(JudgedAlert::fate).map(AlertFate::name).orElseThrow());
    }

    Instant begin() {
        return event.map(of -> of.event().onset())
                .orElseGet(() -> alert.orElseThrow().alert().begin());
    }

    Instant end() {
        return event.map(of -> of.event().end())
                .orElseGet(() -> alert.orElseThrow().alert().end());
    }

    /** From the alert to the onset. */
    Optional<Duration> lead() {
        return event.flatMap(JudgedEvent::lead);
    }

    /** The alert that told of it, or that it is. */
    Optional<String> incident() {
        return event.isPresent()
                ? event.get().incident()
                : alert.map(of -> of.alert().incident());
    }
}
