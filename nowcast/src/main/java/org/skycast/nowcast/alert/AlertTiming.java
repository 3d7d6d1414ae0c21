package org.skycast.nowcast.alert;

import java.time.Duration;

/**
 * How soon a rule speaks, and how often.
 *
 * @param raiseHits in so many of the newest {@code raiseOf} judgements a level must be reached
 * @param raiseOf 1 to 30
 * @param clearAfter so many judgements in a row must be at or below {@code clear}
 * @param minActive an incident lasts at least so long
 * @param cooldown so long after it was cleared it may be taken up again
 * @param updateEvery a message is good for so long before it is told again
 */
public record AlertTiming(
        int raiseHits, int raiseOf, int clearAfter, Duration minActive, Duration cooldown, Duration updateEvery) {

    /** @throws IllegalArgumentException in one sentence if a count or a span does not fit */
    public AlertTiming {
        if (raiseHits < 1 || raiseOf < raiseHits || raiseOf > 30) {
            throw new IllegalArgumentException(
                    "raiseAfter: %d of %d cannot be; give a count of the last forecasts, at most 30, such as 2 of 3."
                            .formatted(raiseHits, raiseOf));
        }
        if (clearAfter < 1) {
            throw new IllegalArgumentException(
                    "clearAfter: %d is too few; give how many forecasts in a row, such as 3.".formatted(clearAfter));
        }
        if (minActive.isNegative() || cooldown.isNegative()) {
            throw new IllegalArgumentException("minActive and cooldown must not be negative; give such as PT30M.");
        }
        if (cooldown.compareTo(AlertState.KEPT) > 0) {
            throw new IllegalArgumentException(
                    "cooldown: %s is longer than a day, after which an incident is forgotten; give at most PT24H."
                            .formatted(cooldown));
        }
        if (updateEvery.compareTo(Duration.ofMinutes(10)) < 0) {
            throw new IllegalArgumentException(
                    "updateEvery: %s is shorter than ten minutes; give a longer span, such as PT8H."
                            .formatted(updateEvery));
        }
    }
}
