package org.skycast.trials.alert;

import java.util.List;
import org.skycast.nowcast.alert.AlertCondition;
import org.skycast.nowcast.alert.AlertLevel;

/**
 * Between what probabilities of a level forecasts can tell apart: a bundle says nothing beyond its outermost quantiles.
 *
 * @param least what it says at the least, as the level's calibration has it
 * @param most what it says at the most, likewise
 */
public record RuleBounds(double least, double most) {

    /** @param quantiles the levels that the bundle foretells, ascending */
    static RuleBounds of(AlertCondition condition, AlertLevel level, List<Double> quantiles) {
        if (condition.event().isPresent()) {
            return new RuleBounds(0, 1);
        }
        double least = least(quantiles);
        return new RuleBounds(level.calibration().of(least), level.calibration().of(1 - least));
    }

    /** The narrower of both ends holds for either comparator. */
    private static double least(List<Double> quantiles) {
        double least = Math.max(quantiles.get(0), 1 - quantiles.get(quantiles.size() - 1));
        return Math.round(least * 1e4) / 1e4;
    }
}
