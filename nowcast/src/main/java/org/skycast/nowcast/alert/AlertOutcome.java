package org.skycast.nowcast.alert;

import java.util.List;

/**
 * What came of a forecast, or of time that passed, at a station.
 *
 * @param next how far all rules have come
 * @param messages to be told, in this order
 * @param forgotten the rules whose incidents ended a day ago
 * @param doubts the rules that could not judge the forecast, and why
 * @param isLeft whether the forecast was no newer than the newest, and was left aside
 */
public record AlertOutcome(
        StationAlerts next, List<AlertMessage> messages, List<String> forgotten, List<Doubt> doubts, boolean isLeft) {

    public AlertOutcome {
        messages = List.copyOf(messages);
        forgotten = List.copyOf(forgotten);
        doubts = List.copyOf(doubts);
    }

    /** A rule that could not judge a forecast. */
    public record Doubt(String rule, AlertReason reason) {}
}
