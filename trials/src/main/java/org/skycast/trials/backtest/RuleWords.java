package org.skycast.trials.backtest;

import org.skycast.nowcast.alert.AlertCondition;
import org.skycast.nowcast.alert.AlertCondition.Measure;
import org.skycast.nowcast.alert.AlertLevel;
import org.skycast.nowcast.alert.AlertRule;

/** What a level of a rule warns of, in words. */
final class RuleWords {

    private RuleWords() {}

    static String condition(AlertRule rule, int level) {
        AlertCondition condition = rule.condition();
        AlertLevel of = rule.levels().get(level);
        String what = condition.name().replace('_', ' ');
        if (condition.event().isPresent()) {
            return what;
        }
        return "%s%s %s %s %s"
                .formatted(
                        condition.measure() == Measure.CHANGE ? "change of " : "",
                        what,
                        condition.relation().sign(),
                        number(of.given()),
                        condition.givenUnits());
    }

    static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
