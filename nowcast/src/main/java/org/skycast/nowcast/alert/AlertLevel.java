package org.skycast.nowcast.alert;

import java.util.OptionalDouble;

/**
 * One step of a rule.
 *
 * @param severity how bad it is
 * @param threshold in the variable's own units
 * @param given the same in the units that were given
 * @param raise from which probability on it is raised, above 0 to 1
 * @param clear down to which probability it is held, below {@code raise}
 * @param costLoss what acting costs over what not acting loses, where {@code raise} follows from that
 * @param calibration what probabilities are worth
 */
public record AlertLevel(
        AlertSeverity severity,
        double threshold,
        double given,
        double raise,
        double clear,
        OptionalDouble costLoss,
        AlertCalibration calibration) {

    /** @throws IllegalArgumentException in one sentence if what it is raised and cleared by does not fit */
    public AlertLevel {
        if (!(raise > 0 && raise <= 1)) {
            throw new IllegalArgumentException(
                    "raise: %s is no probability; give one above 0 and at most 1, such as 0.6.".formatted(raise));
        }
        if (!(clear >= 0 && clear < raise)) {
            throw new IllegalArgumentException(
                    "clear: %s is not below raise: %s; give a lower one, such as %s, so that the alert does not flap."
                            .formatted(clear, raise, Math.round(raise * 50) / 100.0));
        }
        if (!Double.isFinite(threshold) || !Double.isFinite(given)) {
            throw new IllegalArgumentException("threshold: %s is no number; give one such as 0.".formatted(given));
        }
    }
}
