package org.skycast.nowcast.alert;

import java.time.Duration;

/**
 * What a forecast must have had to go by to be judged.
 *
 * @param minCompleteness of its history, 0 to 1
 * @param maxInputAge how old the newest reading may be when it is issued; so long after its last judgement an open
 *     incident is unknown
 * @param requireSkill whether the station must have taught that its forecasts are better than persistence at the lead of the peak
 */
public record AlertDemands(double minCompleteness, Duration maxInputAge, boolean requireSkill) {

    /** @throws IllegalArgumentException in one sentence if it asks for what cannot be */
    public AlertDemands {
        if (!(minCompleteness >= 0 && minCompleteness <= 1)) {
            throw new IllegalArgumentException(
                    "minCompleteness: %s is no share; give one from 0 to 1, such as 0.5.".formatted(minCompleteness));
        }
        if (maxInputAge.compareTo(Duration.ofMinutes(15)) < 0) {
            throw new IllegalArgumentException(
                    ("maxInputAge: %s is too short, for forecasts come every ten minutes or so; give at least PT15M, such"
                                    + " as PT45M.")
                            .formatted(maxInputAge));
        }
    }
}
