package org.skycast.trials.backtest;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.skycast.nowcast.alert.AlertReason;
import org.skycast.nowcast.warning.TimeInAlert;
import org.skycast.nowcast.warning.WarningCounts;
import org.skycast.nowcast.warning.WarningMatch.AlertFate;
import org.skycast.nowcast.warning.WarningMatch.EventFate;

/** The report for a terminal. */
final class BackTestTable {

    private static final String LINE = "%-34s %6s %5s %5s %6s %6s %6s %5s %5s %5s %5s %5s %7s %7s %6s %7s%n";

    private BackTestTable() {}

    static String of(BackTestInput input) {
        var table = new StringBuilder();
        input.pooled().forEach(of -> table.append(WarningSentence.of(of)).append(System.lineSeparator()));
        add(
                table,
                "%nForecasts %s; %d stations, %s to %s. A hit was told %d minutes before its onset or earlier.%n%n",
                input.source(),
                input.stations().size(),
                input.from(),
                input.ask().to(),
                input.ask().minLead().toMinutes());
        add(
                table, LINE, "", "events", "hits", "late", "missed", "alerts", "false", "POD", "FAR", "CSI", "time",
                "bias", "lead", "p10", "a mon.", "unknown");
        for (LevelFinding of : input.findings()) {
            line(table, of);
        }
        input.fits().forEach(of -> fit(table, input, of));
        doubts(input)
                .forEach((reason, count) ->
                        add(table, "%d forecasts could not be judged: %s%n", count, reason.sentence()));
        return table.toString().stripTrailing();
    }

    private static void line(StringBuilder table, LevelFinding of) {
        WarningCounts counts = of.counts();
        String name = of.station()
                .map(id -> "  " + id)
                .orElseGet(() -> of.rule().id() + " " + RuleWords.condition(of.rule(), of.level()));
        add(
                table,
                LINE,
                name.length() > 34 ? name.substring(0, 33) + "…" : name,
                counts.events(),
                counts.count(EventFate.HIT),
                counts.count(EventFate.LATE),
                counts.count(EventFate.MISSED),
                counts.alerts(),
                counts.count(AlertFate.FALSE_ALARM),
                share(counts.pod(BackTestTree.SEED).value()),
                share(counts.far(BackTestTree.SEED).value()),
                share(counts.csi(BackTestTree.SEED).value()),
                share(of.time().csi()),
                share(counts.bias()),
                minutes(counts, 0.5),
                minutes(counts, 0.1),
                String.format(Locale.ROOT, "%.1f", of.alertsPerMonth()),
                String.format(Locale.ROOT, "%.1f%%", 100 * of.shareUnknown()));
    }

    private static void fit(StringBuilder table, BackTestInput input, FittedLevel fit) {
        add(table, "%n%s, level %d: %s%n", fit.rule(), fit.level() + 1, fit.sentence());
        input.pooled().stream()
                .filter(of -> of.rule().id().equals(fit.rule()) && of.level() == fit.level())
                .forEach(of -> {
                    add(table, "  as it was: %s%n", scores(of.counts(), of.time()));
                    add(table, "  fitted:    %s%n", scores(fit.judged(), fit.time()));
                });
    }

    private static String scores(WarningCounts counts, TimeInAlert time) {
        return "POD %s, FAR %s, CSI %s, by time %s, %d alerts"
                .formatted(
                        WarningSentence.figure(counts.pod(BackTestTree.SEED)),
                        WarningSentence.figure(counts.far(BackTestTree.SEED)),
                        WarningSentence.figure(counts.csi(BackTestTree.SEED)),
                        share(time.csi()),
                        counts.raised());
    }

    /** By reason, of the rule that could judge the fewest. */
    private static Map<AlertReason, Long> doubts(BackTestInput input) {
        return input.pooled().stream()
                .flatMap(of -> of.doubts().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Math::max));
    }

    private static String minutes(WarningCounts counts, double level) {
        return counts.lead(level).map(lead -> lead.toMinutes() + "min").orElse("–");
    }

    private static String share(OptionalDouble share) {
        return share(share.orElse(Double.NaN));
    }

    private static String share(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.2f", share);
    }

    private static void add(StringBuilder table, String line, Object... values) {
        table.append(String.format(Locale.ROOT, line, values));
    }
}
