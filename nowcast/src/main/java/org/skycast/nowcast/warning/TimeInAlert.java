package org.skycast.nowcast.warning;

import java.time.Instant;
import java.util.List;
import org.skycast.nowcast.warning.TestedAlert.Spell;

/**
 * How an alert's time and that of events met, counted in forecasts: an alert that never ends hits every event and is one alert,
 * and counts of events and alerts do not see that.
 *
 * @param both an alert held, and the condition was met within the window
 * @param inVain an alert held, and it was not
 * @param without none held, and it was
 */
public record TimeInAlert(long both, long inVain, long without) {

    /** Nothing was counted. */
    public static final TimeInAlert NONE = new TimeInAlert(0, 0, 0);

    /** With a forecast. */
    TimeInAlert with(boolean isHeld, boolean came) {
        return new TimeInAlert(
                both + (isHeld && came ? 1 : 0),
                inVain + (isHeld && !came ? 1 : 0),
                without + (!isHeld && came ? 1 : 0));
    }

    /** These and others. */
    public TimeInAlert and(TimeInAlert others) {
        return new TimeInAlert(both + others.both, inVain + others.inVain, without + others.without);
    }

    /** The critical success index by time; not a number where there was neither an alert nor an event. */
    public double csi() {
        return both / (double) (both + inVain + without);
    }

    /** Walks along forecasts with the alerts of their station. */
    public static final class Walk {
        private final List<Spell> spells;
        private int at;
        private TimeInAlert counted = NONE;

        /** @param alerts in the order in which they were raised */
        public Walk(List<TestedAlert> alerts) {
            this.spells =
                    alerts.stream().flatMap(alert -> alert.spells().stream()).toList();
        }

        /**
         * Counts the next forecast.
         *
         * @param issued when it was issued: what it gave rise to holds from then on
         * @param came whether the condition was met within its window
         */
        public void take(Instant issued, boolean came) {
            while (at < spells.size() && !spells.get(at).end().isAfter(issued)) {
                at++;
            }
            counted = counted.with(at < spells.size() && spells.get(at).holds(issued), came);
        }

        /** What was counted. */
        public TimeInAlert counted() {
            return counted;
        }
    }
}
