package org.skycast.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.skycast.cli.Colours;
import org.skycast.sandbox.DemoBoard.Interval;
import org.skycast.sandbox.DemoBoard.Row;
import org.skycast.text.Printable;

/** The demo's board as text, in lines of at most {@link #WIDTH} characters. */
final class DemoTable {

    static final int WIDTH = 80;

    private static final String LINE = "%-10s %4s %-18s %-18s %4s %5s %4s ";
    private static final int NAME = 10;
    private static final int INTERVAL = 18;
    private static final int BEFORE_ALERTS = 70;

    private final Colours colours;
    private final DemoAddresses addresses;

    DemoTable(Colours colours, DemoAddresses addresses) {
        this.colours = colours;
        this.addresses = addresses;
    }

    /** The whole board: a station a line, and below how it goes and where it is. */
    List<String> lines(
            DemoBoard board, Map<String, Instant> newestReadings, String pace, double perSecond, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(colours.bold(
                LINE.formatted("station", "age", "degC +1 h (80%)", "degC +4 h (80%)", "rain", "cloud", "wind")
                        + "alerts"));
        board.rows()
                .forEach((station, row) -> lines.add(line(
                        station,
                        row,
                        age(Optional.ofNullable(newestReadings.get(station)), now),
                        board.openAt(station))));
        lines.add("");
        lines.add(pace);
        lines.add("%.0f records a second, %d forecasts. Rain, cloud and wind (m s-1) are in 1 h."
                .formatted(perSecond, board.forecastsInAll()));
        addresses.lines().forEach(line -> line.lines().forEach(lines::add));
        lines.add(colours.faint("Ctrl-C ends."));
        return lines;
    }

    private String line(String station, Row row, String age, String alerts) {
        String start = LINE.formatted(
                cut(Printable.name(station), NAME),
                age,
                text(row.inOneHour()),
                text(row.inFourHours()),
                percent(row.rain()),
                percent(row.cloudy()),
                row.wind().map(wind -> figure("%.1f", wind)).orElse("-"));
        // Names that are wider than a column leave less for the alerts.
        return start + colours.yellow(cut(alerts, Math.max(0, WIDTH - Math.max(BEFORE_ALERTS, start.length()))));
    }

    /** One station's newest forecast in one line. */
    static String line(String station, Row row) {
        return "%s at %s: +1 h %s, +4 h %s%s"
                .formatted(
                        Printable.name(station),
                        row.referenceTime(),
                        withUnits(row.inOneHour()),
                        withUnits(row.inFourHours()),
                        row.degraded().isEmpty() ? "" : ", lacking " + Printable.cut(row.degraded()));
    }

    /** How long ago, in two letters and a figure. */
    static String age(Optional<Instant> time, Instant now) {
        if (time.isEmpty()) {
            return "-";
        }
        Duration age = Duration.between(time.get(), now);
        if (age.compareTo(Duration.ofMinutes(1)) < 0) {
            return "now";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + "m";
        }
        if (age.toDays() < 2) {
            return age.toHours() + "h";
        }
        return age.toDays() < 1000 ? age.toDays() + "d" : age.toDays() / 365 + "y";
    }

    private static String text(Optional<Interval> interval) {
        if (interval.isEmpty()) {
            return "-";
        }
        Interval of = interval.get();
        String text = String.format(Locale.ROOT, "%.1f (%.1f..%.1f)", of.median(), of.low(), of.high());
        return text.length() <= INTERVAL
                ? text
                : cut(String.format(Locale.ROOT, "%.1f (%.0f..%.0f)", of.median(), of.low(), of.high()), INTERVAL);
    }

    private static String withUnits(Optional<Interval> interval) {
        return interval.map(i -> String.format(
                        Locale.ROOT,
                        "%.1f (%.1f to %.1f) %s",
                        i.median(),
                        i.low(),
                        i.high(),
                        Printable.name(i.units())))
                .orElse("-");
    }

    private static String percent(Optional<Float> chance) {
        return chance.map(of -> figure("%.0f%%", 100 * of)).orElse("-");
    }

    private static String figure(String form, float value) {
        return String.format(Locale.ROOT, form, value);
    }

    private static String cut(String text, int most) {
        return text.length() <= most
                ? text
                : text.substring(0, Math.max(0, most - 1)) + "…".substring(0, Math.min(1, most));
    }
}
