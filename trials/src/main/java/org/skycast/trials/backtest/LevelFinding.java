package org.skycast.trials.backtest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.alert.AlertReason;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.nowcast.warning.PeakCounts;
import org.skycast.nowcast.warning.TimeInAlert;
import org.skycast.nowcast.warning.WarningCounts;

/**
 * How good a level of a rule was at a station, or at all together.
 *
 * @param level from 0
 * @param station empty for all together
 * @param stations how many they are
 * @param counts events and alerts
 * @param time how the alerts' time and that of events met
 * @param calibrated how often each probability was said and came within the window
 * @param watched how long it was looked out for, all stations together
 * @param forecasts how many there were
 * @param doubts how many of them could not be judged, and why
 * @param sweep what other values of {@code raise} would have come to; of one station empty
 */
record LevelFinding(
        AlertRule rule,
        int level,
        Optional<String> station,
        int stations,
        WarningCounts counts,
        TimeInAlert time,
        PeakCounts calibrated,
        Duration watched,
        long forecasts,
        Map<AlertReason, Long> doubts,
        List<Swept> sweep) {

    /** So many days are a month. */
    private static final double MONTH = 365.25 / 12;

    /** What the level by itself would have come to, raised from another probability on. */
    record Swept(double raise, double clear, WarningCounts counts, TimeInAlert time, double alertsPerMonth) {}

    double alertsPerMonth() {
        return perMonth(counts.raised(), watched);
    }

    static double perMonth(int alerts, Duration watched) {
        return alerts / (watched.toSeconds() / 86_400.0 / MONTH);
    }

    /** The share of the time in which an alert held. */
    double shareInAlert() {
        return counts.active().toSeconds() / (double) watched.toSeconds();
    }

    /** The share of forecasts that could not be judged. */
    double shareUnknown() {
        return doubts.values().stream().mapToLong(Long::longValue).sum() / (double) forecasts;
    }
}
