package org.skycast.trials.backtest;

import org.skycast.nowcast.alert.AlertLevel;
import org.skycast.nowcast.warning.TimeInAlert;
import org.skycast.nowcast.warning.WarningCounts;

/**
 * What became of a level that was fitted on the first part of the range.
 *
 * @param rule its id
 * @param level from 0
 * @param to what it was fitted to; as it was, where it could not be
 * @param isFitted whether it could be
 * @param sentence what was done, or why nothing was
 * @param judged what it came to on the rest of the range
 * @param time the same by time
 */
record FittedLevel(
        String rule,
        int level,
        AlertLevel to,
        boolean isFitted,
        String sentence,
        WarningCounts judged,
        TimeInAlert time) {}
