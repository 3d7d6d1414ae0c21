package org.skycast.nowcast.verify.rolling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How far a drift has gone; what there is too little of to tell is no finding.
 *
 * @param rule of what
 * @param variable its CF name
 * @param level what is held against the rule's thresholds
 * @param bundleLevel the level if the bundle's own forecasts had gone out as they are; absent where the rule is not of
 *     skill, or where they did
 */
record DriftFinding(DriftRule rule, String variable, double level, OptionalDouble bundleLevel) {

    /** What the inputs tell. */
    static List<DriftFinding> of(Collection<InputDrift> drifts) {
        List<DriftFinding> findings = new ArrayList<>();
        for (InputDrift drift : drifts) {
            String variable = drift.feature().cfName();
            add(findings, DriftRule.INPUT_MEAN, variable, drift.distance());
            add(findings, DriftRule.INPUT_SPREAD, variable, drift.spread());
            add(findings, DriftRule.INPUT_LOST, variable, drift.lost());
        }
        return findings;
    }

    private static void add(List<DriftFinding> to, DriftRule rule, String variable, OptionalDouble level) {
        level.ifPresent(value -> to.add(new DriftFinding(rule, variable, value, OptionalDouble.empty())));
    }
}
