package org.skycast.trials.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.skycast.nowcast.alert.AlertCalibration;
import org.skycast.nowcast.alert.AlertLevel;
import org.skycast.nowcast.alert.AlertPlaces;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.trials.alert.RuleBounds;

/** A rule of one of another's levels alone, raised and cleared by other probabilities. */
final class RuleVariants {

    private RuleVariants() {}

    /**
     * The level alone.
     *
     * @param id of the variant
     * @param share {@code clear} as a share of {@code raise}
     * @return empty where that is beyond what the bundle can tell apart
     */
    static Optional<AlertRule> of(
            AlertRule rule,
            int level,
            String id,
            double raise,
            double share,
            AlertCalibration calibration,
            RuleBounds bounds) {
        double clear = Math.max(bounds.least(), Math.round(raise * share * 1e4) / 1e4);
        if (raise > bounds.most() || clear >= raise) {
            return Optional.empty();
        }
        Map<String, List<AlertLevel>> overrides = new TreeMap<>();
        rule.places()
                .overrides()
                .forEach((station, own) ->
                        overrides.put(station, List.of(level(own.get(level), raise, clear, calibration))));
        return Optional.of(new AlertRule(
                id,
                1,
                rule.from(),
                true,
                rule.title(),
                rule.note(),
                new AlertPlaces(rule.places().patterns(), overrides),
                rule.condition(),
                List.of(level(rule.levels().get(level), raise, clear, calibration)),
                rule.timing(),
                rule.demands(),
                rule.wording()));
    }

    /** The same rule by other levels, and by these at stations that have their own thresholds. */
    static AlertRule with(AlertRule rule, List<AlertLevel> levels) {
        Map<String, List<AlertLevel>> overrides = new TreeMap<>();
        rule.places().overrides().forEach((station, own) -> {
            List<AlertLevel> fitted = new ArrayList<>();
            for (int i = 0; i < own.size(); i++) {
                AlertLevel by = levels.get(i);
                boolean isFitted = !by.equals(rule.levels().get(i));
                fitted.add(isFitted ? level(own.get(i), by.raise(), by.clear(), by.calibration()) : own.get(i));
            }
            overrides.put(station, fitted);
        });
        return new AlertRule(
                rule.id(),
                rule.revision(),
                rule.from(),
                rule.enabled(),
                rule.title(),
                rule.note(),
                new AlertPlaces(rule.places().patterns(), overrides),
                rule.condition(),
                levels,
                rule.timing(),
                rule.demands(),
                rule.wording());
    }

    static AlertLevel level(AlertLevel of, double raise, double clear, AlertCalibration calibration) {
        return new AlertLevel(of.severity(), of.threshold(), of.given(), raise, clear, of.costLoss(), calibration);
    }
}
