package org.skycast.nowcast.alert;

import java.util.List;

/** What a forecast says to a rule. */
sealed interface AlertEvidence {

    /** Nothing that counts, for either side. */
    record Doubt(AlertReason reason) implements AlertEvidence {}

    /**
     * How likely it is.
     *
     * @param byLevel of each level
     */
    record Likely(List<AlertOdds> byLevel) implements AlertEvidence {
        public Likely {
            byLevel = List.copyOf(byLevel);
        }
    }
}
