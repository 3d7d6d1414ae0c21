package org.skycast.edge.source.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times as sensors write them, always UTC where they do not say another offset. */
public final class TimeText {

    /** As seconds this is the year 5138, as milliseconds 1973: what is more is milliseconds. */
    private static final double LEAST_MILLIS = 1e11;

    private TimeText() {}

    /**
     * The time that {@code text} means: seconds or milliseconds since 1970, ISO 8601 with an offset or without one, the same
     * with a space in the middle, or {@code now}.
     *
     * @param now what {@code now} means
     */
    public static Optional<Instant> parse(String text, Instant now) {
        String time = text.strip().replace(' ', 'T');
        if (time.equals("now")) {
            return Optional.of(now);
        }
        return number(time).or(() -> iso(time));
    }

    private static Optional<Instant> number(String text) {
        try {
            double number = Double.parseDouble(text);
            boolean isTime = Double.isFinite(number) && number > 0 && number < 1e14;
            return isTime
                    ? Optional.of(Instant.ofEpochMilli(Math.round(number >= LEAST_MILLIS ? number : number * 1000)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> iso(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            try {
                return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException notEither) {
                return Optional.empty();
            }
        }
    }
}
