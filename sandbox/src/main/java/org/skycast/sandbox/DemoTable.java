package org.skycast.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.skycast.sandbox.DemoBoard.Interval;
import org.skycast.sandbox.DemoBoard.Row;
import org.skycast.text.Printable;

/** The demo's board as text. */
final class DemoTable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String LINE = "%-18s %-12s %-12s %-12s %-24s %-24s %s%n";

    private DemoTable() {}

    /** The whole board: a station a line, and how fast it goes. */
    static String table(
            Map<String, Row> rows,
            UnaryOperator<String> alerts,
            Map<String, Instant> newestFrames,
            Map<String, Instant> newestReadings,
            double recordsPerSecond,
            long forecasts) {
        StringBuilder table = new StringBuilder();
        table.append(LINE.formatted(
                "station", "frame", "reading", "reference", "temperature +1 h", "temperature +4 h", "alerts"));
        rows.forEach((station, row) -> table.append(LINE.formatted(
                Printable.name(station),
                time(Optional.ofNullable(newestFrames.get(station))),
                time(Optional.ofNullable(newestReadings.get(station))),
                time(Optional.of(row.referenceTime())),
                text(row.inOneHour()),
                text(row.inFourHours()),
                alerts.apply(station))));
        table.append("%nTimes are UTC; intervals hold 80%%. %.0f records a second, %d forecasts. Ctrl-C ends.%n"
                .formatted(recordsPerSecond, forecasts));
        return table.toString();
    }

    /** One station's newest forecast in one line. */
    static String line(String station, Row row) {
        return "%s at %s: +1 h %s, +4 h %s%s"
                .formatted(
                        Printable.name(station),
                        row.referenceTime(),
                        text(row.inOneHour()),
                        text(row.inFourHours()),
                        row.degraded().isEmpty() ? "" : ", lacking " + Printable.cut(row.degraded()));
    }

    private static String time(Optional<Instant> time) {
        return time.map(TIME::format).orElse("-");
    }

    private static String text(Optional<Interval> interval) {
        return interval.map(i -> String.format(
                        Locale.ROOT,
                        "%.1f (%.1f to %.1f) %s",
                        i.median(),
                        i.low(),
                        i.high(),
                        Printable.name(i.units())))
                .orElse("-");
    }
}
