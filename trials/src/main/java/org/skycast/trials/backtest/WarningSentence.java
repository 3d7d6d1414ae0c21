package org.skycast.trials.backtest;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.skycast.nowcast.compare.BlockBootstrap;
import org.skycast.nowcast.compare.Interval;
import org.skycast.nowcast.warning.WarningCounts;
import org.skycast.nowcast.warning.WarningCounts.Figure;
import org.skycast.nowcast.warning.WarningMatch.AlertFate;
import org.skycast.nowcast.warning.WarningMatch.EventFate;

/** What a back-test found of a level, in a sentence or two. */
final class WarningSentence {

    private WarningSentence() {}

    static String of(LevelFinding of) {
        WarningCounts counts = of.counts();
        String name = "%s, %s".formatted(of.rule().title(), RuleWords.condition(of.rule(), of.level()));
        String alerts = say(
                "%d of %d alerts were false (FAR %s), %.1f a month at a station",
                counts.count(AlertFate.FALSE_ALARM),
                counts.alerts(),
                figure(counts.far(BackTestTree.SEED)),
                of.alertsPerMonth());
        if (!counts.isTold()) {
            return say(
                    "%s: cannot tell; at least %d events on %d days are asked for, and there are %d on %d. %s.",
                    name,
                    WarningCounts.FEWEST_EVENTS,
                    BlockBootstrap.FEWEST_DAYS,
                    counts.events(),
                    counts.days(),
                    alerts);
        }
        return say(
                "%s: %d of %d events were told in time (POD %s)%s; %s.",
                name,
                counts.count(EventFate.HIT),
                counts.events(),
                figure(counts.pod(BackTestTree.SEED)),
                lead(counts.lead(0.5)),
                alerts);
    }

    private static String lead(Optional<Duration> median) {
        return median.map(lead -> say(", half of them %d minutes ahead or more", lead.toMinutes()))
                .orElse("");
    }

    static String figure(Figure figure) {
        String value = Double.isNaN(figure.value()) ? "–" : say("%.2f", figure.value());
        return value + figure.interval().map(WarningSentence::range).orElse("");
    }

    private static String range(Interval of) {
        return say(", 95%% %.2f to %.2f", of.low(), of.high());
    }

    private static String say(String sentence, Object... values) {
        return String.format(Locale.ROOT, sentence, values);
    }
}
