package org.skycast.nowcast.alert;

import java.util.List;
import org.skycast.nowcast.forecast.Forecast;

/** What a forecast says to a rule. */
public sealed interface AlertEvidence {

    /** What the station's forecast says to a rule there: what the engine goes by. */
    static AlertEvidence of(AlertRule rule, Forecast forecast, LeadSkill skill) {
        return AlertLikelihood.of(rule, forecast, skill);
    }

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
