package org.skycast.nowcast.observe;

import java.util.Map;

/**
 * What the sensors said at one time. A variable that is missing here was not measured.
 *
 * @param stamp whose, when and where in the log
 * @param values by variable, in the variable's unit; not yet checked, so possibly not finite
 */
public record Reading(Stamp stamp, Map<Variable, Double> values) {

    public Reading {
        values = Variable.ordered(values);
    }
}
