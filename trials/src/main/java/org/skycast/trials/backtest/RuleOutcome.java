package org.skycast.trials.backtest;

import java.util.List;
import java.util.Map;
import org.skycast.nowcast.alert.AlertReason;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.nowcast.warning.PeakCounts;
import org.skycast.nowcast.warning.TimeInAlert;
import org.skycast.nowcast.warning.WarningMatch;
import org.skycast.nowcast.warning.WeatherTruth;

/**
 * What came of a rule at a station.
 *
 * @param days the UTC days, since 1970, on which a forecast was judged
 * @param forecasts how many there were
 * @param doubts how many of them could not be judged, and why
 */
record RuleOutcome(
        AlertRule rule,
        StationArchive archive,
        List<Long> days,
        long forecasts,
        Map<AlertReason, Long> doubts,
        List<LevelOutcome> levels) {

    /**
     * What came of one of its levels.
     *
     * @param truth by which it was judged
     * @param said what each forecast of the archive was worth to it, calibrated; not a number where it could not be judged
     * @param came whether the condition was met within the window of each forecast, 1 or 0; not a number where that is not
     *     known
     * @param time how the alerts' time and that of events met
     * @param peaks how often each peak was said, before calibration, and came
     * @param calibrated the same after it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record LevelOutcome(
            WarningMatch match,
            WeatherTruth truth,
            float[] said,
            float[] came,
            TimeInAlert time,
            PeakCounts peaks,
            PeakCounts calibrated) {}
}
