package org.skycast.edge.source.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.source.ClockBound;

/**
 * The forms of time that are known without being told: seconds or milliseconds since 1970, ISO 8601 in its long and its compact
 * form, also with a space in the middle, without leading zeros and with 24:00 as the end of a day, days with dots, and the form
 * of HTTP.
 */
final class TimeForms {

    /** As far as numbers may be ahead, where they can be nothing else. */
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+([.]\\d*)?([eE][+]?\\d{1,2})?");
    private static final String CLOCK = "(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:[.,](\\d{1,9})\\d*)?)?";
    private static final String OFFSET = " ?(Z|z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?(?:\\[[^]]*])?";
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?: ?[Tt] ?| )" + CLOCK + OFFSET);
    private static final Pattern DOTTED =
            Pattern.compile("(\\d{1,2})[.](\\d{1,2})[.](\\d{4})(?:T|,? )" + CLOCK + OFFSET);
    private static final Pattern COMPACT = Pattern.compile(
            "(\\d{4})(\\d{2})(\\d{2})[T ]?(\\d{2})(?::?(\\d{2})(?::?(\\d{2})(?:[.,](\\d{1,9})\\d*)?)?)?" + OFFSET);

    private TimeForms() {}

    /** @param local what a time without an offset means */
    static Optional<Instant> read(String text, Instant now, Function<LocalDateTime, Instant> local) {
        return sinceEpoch(text, at -> !ClockBound.isFarAhead(at, now))
                .or(() -> form(text, local))
                .or(() -> http(text))
                .or(() -> sinceEpoch(text, LATEST::isAfter));
    }

    /** Seconds, milliseconds, microseconds or nanoseconds since 1970, whichever is a time that a sensor may have seen. */
    private static Optional<Instant> sinceEpoch(String text, Predicate<Instant> isEarlyEnough) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(text);
        for (double inMillis : new double[] {1000, 1, 1e-3, 1e-6}) {
            Instant at = Instant.ofEpochMilli(Math.round(number * inMillis));
            if (!at.isBefore(ClockBound.OLDEST) && isEarlyEnough.test(at)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> form(String text, Function<LocalDateTime, Instant> local) {
        Matcher yearFirst = YEAR_FIRST.matcher(text);
        if (yearFirst.matches()) {
            return instant(yearFirst, 1, 2, 3, local);
        }
        Matcher dotted = DOTTED.matcher(text);
        if (dotted.matches()) {
            return instant(dotted, 3, 2, 1, local);
        }
        Matcher compact = COMPACT.matcher(text);
        return compact.matches() ? instant(compact, 1, 2, 3, local) : Optional.empty();
    }

    private static Optional<Instant> instant(
            Matcher parts, int year, int month, int day, Function<LocalDateTime, Instant> local) {
        try {
            LocalDate date = LocalDate.of(number(parts, year), number(parts, month), number(parts, day));
            LocalDateTime time = endOfDay(parts) ? date.plusDays(1).atStartOfDay() : date.atTime(clock(parts));
            String offset = parts.group(8);
            return Optional.of(offset == null ? local.apply(time) : time.toInstant(offset(offset)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalTime clock(Matcher parts) {
        return LocalTime.of(number(parts, 4), number(parts, 5), number(parts, 6), nanos(parts.group(7)));
    }

    /** 24:00 is the end of a day, by ISO 8601:2004, and nothing else begins with 24. */
    private static boolean endOfDay(Matcher parts) {
        return number(parts, 4) == 24 && number(parts, 5) == 0 && number(parts, 6) == 0 && nanos(parts.group(7)) == 0;
    }

    private static int number(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
    }

    private static ZoneOffset offset(String text) {
        return Character.isLetter(text.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(text);
    }

    private static Optional<Instant> http(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
