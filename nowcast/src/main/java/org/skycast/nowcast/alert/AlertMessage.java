package org.skycast.nowcast.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What consumers are told of a weather alert.
 *
 * @param stationId the station
 * @param rule the revision by which it was judged
 * @param kind what has become of it
 * @param reason why it is told now
 * @param sentence the same for people, in English
 * @param sent in the log's time: when the forecast was issued that gave rise to it, or the deadline that passed
 * @param incident what it is a message of, with this one as the newest
 * @param level which of the rule's levels at the station, from 0
 * @param span for how long it holds
 * @param odds how likely it is
 * @param source the newest forecast that was judged
 * @param texts by language tag, filled in
 */
public record AlertMessage(
        String stationId,
        AlertRule rule,
        Kind kind,
        AlertReason reason,
        String sentence,
        Instant sent,
        AlertIncident incident,
        int level,
        AlertSpan span,
        AlertOdds odds,
        AlertSource source,
        Map<String, AlertText> texts) {

    /** Up to there people should act at once, after the Common Alerting Protocol's "Immediate". */
    private static final Duration IMMEDIATE = Duration.ofMinutes(20);

    /** The same protocol's "Expected": within the next hour. */
    private static final Duration EXPECTED = Duration.ofMinutes(60);

    /** What has become of an alert. */
    public enum Kind {
        /** It begins, or is back. */
        RAISED,
        /** It holds, with something new. */
        UPDATED,
        /** Nobody can tell whether it holds. */
        UNKNOWN,
        /** It is over, by forecasts that say so. */
        CLEARED,
        /** Nothing was known of it for so long that it is of no use; no all-clear. */
        EXPIRED,
        /** Its rule no longer asks for it; no all-clear. */
        CANCELLED;

        /** Whether the incident ends with it. */
        public boolean isLast() {
            return this == CLEARED || this == EXPIRED || this == CANCELLED;
        }
    }

    public AlertMessage {
        texts = Collections.unmodifiableMap(new TreeMap<>(texts));
    }

    /** What is reached. */
    public AlertLevel reached() {
        return rule.levels(stationId).get(level);
    }

    /** What people call the place. */
    public String area() {
        return rule.wording().area().orElse(stationId);
    }

    /** How soon to act, in the words of the Common Alerting Protocol 1.2. */
    public String urgency() {
        if (kind.isLast()) {
            return "Past";
        }
        Duration ahead = Duration.between(sent, span.onset());
        if (ahead.compareTo(IMMEDIATE) <= 0) {
            return "Immediate";
        }
        return ahead.compareTo(EXPECTED) <= 0 ? "Expected" : "Future";
    }

    /** How sure it is, likewise: observed once the newest value meets the condition, likely above one half. */
    public String certainty() {
        return switch (kind) {
            case UNKNOWN, EXPIRED, CANCELLED -> "Unknown";
            case CLEARED -> "Unlikely";
            case RAISED, UPDATED -> {
                if (isObserved()) {
                    yield "Observed";
                }
                yield odds.calibrated() > 0.5 ? "Likely" : "Possible";
            }
        };
    }

    private boolean isObserved() {
        AlertCondition condition = rule.condition();
        return condition.measure() == AlertCondition.Measure.VALUE
                && odds.newest().isPresent()
                && condition
                        .relation()
                        .holds(odds.newest().getAsDouble(), reached().threshold());
    }
}
