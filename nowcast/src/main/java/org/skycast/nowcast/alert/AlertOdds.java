package org.skycast.nowcast.alert;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How likely it is, by one forecast.
 *
 * @param leads the leads within the rule's window; empty where no forecast says anything
 * @param probabilities by lead, 0 to 1, that the slot which ends then meets the condition
 * @param peak the greatest of them: a lower bound of the probability at any time in the window, for leads are far from
 *     independent
 * @param upperBound their sum, at most 1 (Boole's inequality)
 * @param calibrated what came of such peaks, by the level's calibration; rules are judged by it
 * @param newest the newest measured value, in the variable's unit, or its change, of which nothing is known, is empty
 */
public record AlertOdds(
        List<Duration> leads,
        List<Double> probabilities,
        double peak,
        double upperBound,
        double calibrated,
        OptionalDouble newest) {

    public AlertOdds {
        leads = List.copyOf(leads);
        probabilities = List.copyOf(probabilities);
    }
}
