package org.skycast.nowcast.alert;

import java.time.Duration;

/** Whether a station's forecasts are better than persistence. */
@FunctionalInterface
public interface LeadSkill {

    /** They are everywhere: for rules that do not ask. */
    LeadSkill ASSUMED = (name, lead) -> true;

    /**
     * Whether they have been so lately.
     *
     * @param name the variable's CF name, or the event's name
     */
    boolean isThere(String name, Duration lead);
}
