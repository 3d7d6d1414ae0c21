package org.skycast.nowcast.alert;

import java.time.Duration;
import java.util.Optional;
import org.skycast.nowcast.feature.Feature;

/**
 * What a rule warns of, but for how much of it.
 *
 * @param of the variable that is held against thresholds
 * @param event the event of that variable whose probabilities are taken; empty takes the variable's quantiles
 * @param measure what of the variable
 * @param relation how it stands to a threshold
 * @param givenUnits the units that people gave and are told
 * @param window the leads that are looked at
 */
public record AlertCondition(
        Feature of,
        Optional<String> event,
        Measure measure,
        AlertRelation relation,
        String givenUnits,
        LeadWindow window) {

    /** What of a variable is held against a threshold. */
    public enum Measure {
        /** Its value. */
        VALUE,
        /** Its change from the newest value among the forecast's inputs. */
        CHANGE
    }

    /**
     * The leads from one to another, both with them.
     *
     * @param from the first, longer than nothing
     * @param to the last
     */
    public record LeadWindow(Duration from, Duration to) {

        /** @throws IllegalArgumentException in one sentence if it is none */
        public LeadWindow {
            if (from.isNegative() || from.isZero() || to.compareTo(from) < 0) {
                throw new IllegalArgumentException(
                        "A window from %d to %d minutes is none; give one such as { from: 10, to: 120 }."
                                .formatted(from.toMinutes(), to.toMinutes()));
            }
        }

        /** Whether a lead is looked at. */
        public boolean holds(Duration lead) {
            return lead.compareTo(from) >= 0 && lead.compareTo(to) <= 0;
        }
    }

    /** The name under which its forecasts are scored: the event's, or the variable's CF name. */
    public String name() {
        return event.orElse(of.cfName());
    }
}
