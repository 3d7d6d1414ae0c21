package org.skycast.edge.source.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skycast.edge.source.LocalTimes;
import org.skycast.settings.SettingsException;

/**
 * Times as sensors write them: in a form that is known without being told, or as {@code timeFormat} says. Where they do not
 * say an offset they are of {@code zone}, UTC if none is named. Immutable.
 */
public final class TimeText {

    /** In the forms that need not be told, UTC where no offset is said. */
    public static final TimeText KNOWN = new TimeText("", Form.NONE, LocalTimes.UTC);

    private static final Instant SAMPLE = Instant.parse("2026-06-01T13:45:30Z");
    private static final Pattern PADDED = Pattern.compile("(?<![A-Za-z])([dMHhms])\\1(?![A-Za-z])");
    private static final Pattern MINUTES = Pattern.compile("[Hh]+:m+(?!:)");
    private static final Pattern DAY_FORM = Pattern.compile("^[dMy]+([-/.])[dM]+([-/.])[dMy]+(?![A-Za-z])");
    private static final Pattern DAY = Pattern.compile("^(\\d{1,4})[-/.](\\d{1,2})[-/.](\\d{1,4})");
    private static final Pattern HALF_OF_DAY = Pattern.compile("(?i)(\\d)\\s*([ap])[.]?(?:m[.]?)?$");
    private static final Pattern DATE_ALONE =
            Pattern.compile("\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}|(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\\d|3[01])");
    private static final Pattern EITHER_ORDER = Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})[ T,].*");
    private static final Pattern SPREADSHEET = Pattern.compile("[2-7]\\d{4}([.,]\\d+)?");

    private final String format;
    private final Form form;
    private final LocalTimes zone;

    /** How one format is read; {@code local} is what a time without an offset means. */
    private interface Form {
        Form NONE = TimeForms::read;

        Optional<Instant> read(String text, Instant now, Function<LocalDateTime, Instant> local);
    }

    private TimeText(String format, Form form, LocalTimes zone) {
        this.format = format;
        this.form = form;
        this.zone = zone;
    }

    /**
     * As these settings say.
     *
     * @param format by the letters of {@link DateTimeFormatter}, or {@code epoch}, {@code epochMillis} or {@code spreadsheet}
     * @throws SettingsException if the format or the zone cannot be used
     */
    public static TimeText of(Optional<String> format, Optional<String> zone) {
        return new TimeText(
                format.orElse(""),
                format.map(TimeText::form).orElse(Form.NONE),
                zone.map(LocalTimes::of).orElse(LocalTimes.UTC));
    }

    private static Form form(String format) {
        return switch (format) {
            case "epoch" -> (text, now, local) -> sinceEpoch(text, 1000);
            case "epochMillis" -> (text, now, local) -> sinceEpoch(text, 1);
            case "spreadsheet" -> (text, now, local) -> spreadsheet(text).map(local);
            default -> pattern(format);
        };
    }

    private static Form pattern(String format) {
        try {
            String unpadded = PADDED.matcher(format).replaceAll("$1").replaceAll(" ?a$", " a");
            DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(
                            format.indexOf('s') < 0 ? MINUTES.matcher(unpadded).replaceFirst("$0[:s]") : unpadded)
                    .toFormatter(Locale.ENGLISH);
            Form form = (text, now, local) ->
                    parsed(between(HALF_OF_DAY.matcher(text).replaceFirst("$1 $2M"), format), formatter, local);
            String sample = formatter.format(SAMPLE.atZone(ZoneOffset.UTC));
            if (form.read(sample, SAMPLE, local -> local.toInstant(ZoneOffset.UTC))
                    .isPresent()) {
                return form;
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new SettingsException(
                    "The timeFormat '%s' cannot be used: %s; give one such as dd/MM/yyyy HH:mm."
                            .formatted(format, e.getMessage()),
                    e);
        }
        throw new SettingsException(
                "The timeFormat '%s' lacks the day or the time of day; give one such as dd/MM/yyyy HH:mm."
                        .formatted(format));
    }

    /** The text with what the format has between day, month and year: whether programs write slashes is set elsewhere. */
    private static String between(String text, String format) {
        Matcher said = DAY_FORM.matcher(format);
        return said.find() && said.group(1).equals(said.group(2))
                ? DAY.matcher(text).replaceFirst("$1%1$s$2%1$s$3".formatted(said.group(1)))
                : text;
    }

    private static Optional<Instant> parsed(
            String text, DateTimeFormatter formatter, Function<LocalDateTime, Instant> local) {
        try {
            TemporalAccessor parsed = formatter.parseBest(text, Instant::from, LocalDateTime::from);
            return Optional.of(parsed instanceof Instant at ? at : local.apply((LocalDateTime) parsed));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> sinceEpoch(String text, double inMillis) {
        return number(text)
                .filter(number -> number > 0 && number * inMillis < 1e14)
                .map(number -> Instant.ofEpochMilli(Math.round(number * inMillis)));
    }

    /** Days since the end of 1899, as spreadsheets count them; to the second, for they write five to six places. */
    private static Optional<LocalDateTime> spreadsheet(String text) {
        return number(text.replace(',', '.'))
                .filter(days -> days > 1 && days < 200_000)
                .map(days -> LocalDateTime.of(1899, 12, 30, 0, 0).plusSeconds(Math.round(days * 86_400)));
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The zone of times that do not say an offset. */
    public ZoneId zone() {
        return zone.zone();
    }

    /** The time that {@code text} means; {@code now}, if it says just that. Of two local times the one nearer to now. */
    public Optional<Instant> read(String text, Instant now) {
        return text.strip().equals("now")
                ? Optional.of(now)
                : form.read(tidy(text), now, local -> zone.nearest(local, now));
    }

    /** The same in a log: of two local times the first that is after {@code last}, the time of the row before. */
    public Optional<Instant> inOrder(String text, Instant now, Instant last) {
        return form.read(tidy(text), now, local -> zone.after(local, last));
    }

    private static String tidy(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** Why {@code text} is no time, and what to do: a sentence. */
    public String unreadable(String text) {
        String time = tidy(text);
        if (!format.isEmpty()) {
            return "The time '%s' is not in the form '%s' that timeFormat says.".formatted(time, format);
        } else if (DATE_ALONE.matcher(time).matches()) {
            return "The time '%s' is a day alone; name the column of the time of day too: timeColumn: [date, time]."
                    .formatted(time);
        } else if (EITHER_ORDER.matcher(time).matches()) {
            return "The time '%s' may have the day or the month first; give timeFormat, such as dd/MM/yyyy HH:mm or MM/dd/yyyy HH:mm."
                    .formatted(time);
        } else if (SPREADSHEET.matcher(time).matches()) {
            return "The time '%s' looks like a spreadsheet's days; if it is, give timeFormat: spreadsheet, and its zone."
                    .formatted(time);
        } else if (number(time).isPresent()) {
            return "The time '%s' is no plausible number of seconds or milliseconds since 1970; give timeFormat."
                    .formatted(time);
        }
        return "The time '%s' cannot be read; give seconds since 1970 or UTC as 2026-06-01T00:00:00Z, or say timeFormat."
                .formatted(time);
    }
}
