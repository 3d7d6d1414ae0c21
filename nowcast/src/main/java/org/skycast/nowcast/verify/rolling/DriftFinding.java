package org.skycast.nowcast.verify.rolling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * How far a drift has gone; what there is too little of to tell is no finding.
 *
 * @param rule of what
 * @param variable its CF name
 * @param level what is held against the rule's thresholds
 * @param bundleLevel the level if the bundle's own forecasts had gone out as they are; absent where the rule is not of
 *     skill, or where they did
 * @param evidence what it is found by
 */
record DriftFinding(DriftRule rule, String variable, double level, OptionalDouble bundleLevel, DriftEvidence evidence) {

    /** What the inputs tell. */
    static List<DriftFinding> of(Collection<InputDrift> drifts) {
        List<DriftFinding> findings = new ArrayList<>();
        for (InputDrift drift : drifts) {
            String variable = drift.feature().cfName();
            var training = drift.training();
            long cases = drift.week().count();
            add(
                    findings,
                    DriftRule.INPUT_MEAN,
                    variable,
                    drift.distance(),
                    () -> DriftEvidence.of(DriftRule.INPUT_MEAN, drift.week().mean(), training.mean(), cases));
            add(
                    findings,
                    DriftRule.INPUT_SPREAD,
                    variable,
                    drift.spread(),
                    () -> DriftEvidence.of(DriftRule.INPUT_SPREAD, drift.week().std(), training.std(), cases));
            drift.lost()
                    .ifPresent(lost -> add(
                            findings,
                            DriftRule.INPUT_LOST,
                            variable,
                            OptionalDouble.of(lost.level()),
                            () -> DriftEvidence.of(DriftRule.INPUT_LOST, lost.day(), lost.before(), lost.slots())));
        }
        return findings;
    }

    private static void add(
            List<DriftFinding> to,
            DriftRule rule,
            String variable,
            OptionalDouble level,
            Supplier<DriftEvidence> evidence) {
        level.ifPresent(
                value -> to.add(new DriftFinding(rule, variable, value, OptionalDouble.empty(), evidence.get())));
    }
}
