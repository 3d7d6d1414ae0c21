package org.skycast.nowcast.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.skycast.nowcast.alert.AlertState.Open;
import org.skycast.nowcast.alert.AlertState.Phase;

/** Whether what a forecast says is worth a message to those who were told already. */
final class AlertUpdates {

    /**
     * A change of the probability that is told: over a band of ten points by three. What swings by five about a value
     * stays within.
     */
    private static final double BAND = 0.13;

    /** A shift of the beginning or the end that is told. */
    private static final Duration SHIFT = Duration.ofMinutes(20);

    private AlertUpdates() {}

    /**
     * Why it is told; empty if it is not.
     *
     * @param level the level that holds now
     * @param span as it would be told
     * @param isHeld whether it is above {@code clear} now; while it may be about to be cleared nothing is told of that
     */
    static Optional<AlertReason> reason(
            AlertRule rule, Open open, int level, AlertSpan span, AlertTold told, boolean isHeld) {
        if (level != open.level()) {
            return Optional.of(level > open.level() ? AlertReason.LEVEL_UP : AlertReason.LEVEL_DOWN);
        }
        if (open.phase() == Phase.UNKNOWN) {
            return Optional.of(AlertReason.JUDGEABLE_AGAIN);
        }
        Instant reference = told.source().referenceTime();
        Optional<AlertReason> news = isHeld ? news(rule, open, span, told, level) : Optional.empty();
        boolean isOver = !reference.isBefore(open.toldAt().plus(rule.timing().updateEvery()));
        return news.or(() -> isOver ? Optional.of(AlertReason.REFRESHED) : Optional.empty());
    }

    private static Optional<AlertReason> news(AlertRule rule, Open open, AlertSpan span, AlertTold told, int level) {
        Instant horizon =
                told.source().referenceTime().plus(rule.condition().window().to());
        if (isShifted(open.span().onset(), span.onset())) {
            return Optional.of(AlertReason.ONSET);
        }
        // Beyond the window is as good as its end: what is told as such may come into sight there without a word.
        if (isShifted(open.span().ends().orElse(horizon), span.ends().orElse(horizon))) {
            return Optional.of(AlertReason.ENDS);
        }
        double change = told.odds().get(level).calibrated() - open.odds().calibrated();
        return Math.abs(change) >= BAND ? Optional.of(AlertReason.PROBABILITY) : Optional.empty();
    }

    private static boolean isShifted(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(SHIFT) >= 0;
    }
}
