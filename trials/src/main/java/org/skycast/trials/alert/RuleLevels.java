package org.skycast.trials.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.alert.AlertCalibration;
import org.skycast.nowcast.alert.AlertCondition;
import org.skycast.nowcast.alert.AlertCondition.Measure;
import org.skycast.nowcast.alert.AlertLevel;
import org.skycast.nowcast.alert.AlertSeverity;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.settings.SettingsException;
import org.skycast.trials.alert.RuleKeys.LevelKeys;
import org.skycast.trials.alert.RuleKeys.OverrideKeys;

/** The levels of a rule, of what a file says of them. */
final class RuleLevels {

    private final AlertCondition condition;
    private final Optional<Double> eventThreshold;
    private final DoubleUnaryOperator conversion;

    RuleLevels(AlertCondition condition, ForecastSpec spec) {
        this.condition = condition;
        this.eventThreshold =
                condition.event().map(name -> RuleFit.event(name, spec).threshold());
        this.conversion =
                RuleUnits.conversion(condition.of(), condition.givenUnits(), condition.measure() == Measure.CHANGE);
    }

    List<AlertLevel> of(List<LevelKeys> levels) {
        return levels.stream()
                .map(level -> level(level, level.threshold(), level.raise(), level.clear()))
                .toList();
    }

    /** The levels at a station that has its own. */
    List<AlertLevel> over(List<LevelKeys> levels, OverrideKeys own) {
        if (own.threshold() != null && levels.size() > 1) {
            throw new SettingsException("overrides: the rule has %d levels; give thresholds: a list with one for each."
                    .formatted(levels.size()));
        }
        if (own.thresholds() != null && own.thresholds().size() != levels.size()) {
            throw new SettingsException("overrides: there are %d thresholds for %d levels; give one for each."
                    .formatted(own.thresholds().size(), levels.size()));
        }
        List<AlertLevel> over = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            LevelKeys level = levels.get(i);
            Double given = own.thresholds() != null ? own.thresholds().get(i) : own.threshold();
            over.add(level(
                    level,
                    given == null ? level.threshold() : given,
                    own.raise() == null ? level.raise() : own.raise(),
                    own.clear() == null ? level.clear() : own.clear()));
        }
        return over;
    }

    private AlertLevel level(
            LevelKeys keys, @Nullable Double threshold, @Nullable Double raise, @Nullable Double clear) {
        if (raise != null && keys.costLoss() != null) {
            throw new SettingsException("costLoss: raise follows from it; give one of the two.");
        }
        double cost = Optional.ofNullable(keys.costLoss()).orElse(0.5);
        if (!(cost > 0 && cost < 1)) {
            throw new SettingsException(
                    "costLoss: %s is no cost over a greater loss; give one between 0 and 1, such as 0.2."
                            .formatted(cost));
        }
        double from = Optional.ofNullable(raise).orElse(keys.costLoss() == null ? 0.6 : cost);
        double given = given(threshold);
        return new AlertLevel(
                RuleReader.constant(AlertSeverity.class, "severity", keys.severity(), AlertSeverity.Moderate),
                condition.event().isPresent() ? eventThreshold.orElseThrow() : conversion.applyAsDouble(given),
                given,
                from,
                Optional.ofNullable(clear).orElse(Math.round(from * 50) / 100.0),
                keys.costLoss() == null ? OptionalDouble.empty() : OptionalDouble.of(cost),
                calibration(keys.calibration()));
    }

    private double given(@Nullable Double threshold) {
        if (eventThreshold.isEmpty()) {
            return RuleReader.require(threshold, "threshold", "a number in the rule's unit");
        }
        double own = eventThreshold.get();
        if (threshold == null && !condition.givenUnits().equals(condition.of().units())) {
            throw new SettingsException("unit: of an event it goes with its threshold; give both or neither.");
        }
        if (threshold == null) {
            return own;
        }
        if (Math.abs(conversion.applyAsDouble(threshold) - own) > 1e-9) {
            throw new SettingsException(
                    "threshold: the event %s is foretold for %s %s alone; give that, or leave it out."
                            .formatted(condition.name(), own, condition.of().units()));
        }
        return threshold;
    }

    private static AlertCalibration calibration(@Nullable List<List<Double>> points) {
        List<AlertCalibration.Point> table = new ArrayList<>();
        for (List<Double> pair : points == null ? List.<List<Double>>of() : points) {
            if (pair.size() != 2) {
                throw new SettingsException(
                        "calibration: give pairs of what was said and what came of it, [0.5, 0.4].");
            }
            table.add(new AlertCalibration.Point(pair.get(0), pair.get(1)));
        }
        return new AlertCalibration(table);
    }
}
