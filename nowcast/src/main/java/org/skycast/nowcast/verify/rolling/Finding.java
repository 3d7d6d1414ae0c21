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
 */
record Finding(Rule rule, String variable, double level) {

    /** What the inputs tell. */
    static List<Finding> of(Collection<InputDrift> drifts) {
        List<Finding> findings = new ArrayList<>();
        for (InputDrift drift : drifts) {
            String variable = drift.feature().cfName();
            add(findings, Rule.INPUT_MEAN, variable, drift.distance());
            add(findings, Rule.INPUT_SPREAD, variable, drift.spread());
            add(findings, Rule.INPUT_LOST, variable, drift.lost());
        }
        return findings;
    }

    private static void add(List<Finding> to, Rule rule, String variable, OptionalDouble level) {
        level.ifPresent(value -> to.add(new Finding(rule, variable, value)));
    }
}
