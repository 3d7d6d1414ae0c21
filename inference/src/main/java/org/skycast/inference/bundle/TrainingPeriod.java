package org.skycast.inference.bundle;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.skycast.inference.BundleException;

/**
 * A stretch of time that a bundle's training saw of a source; what it says of that time is no forecast.
 *
 * @param source the name that the training gave it
 * @param use what it was seen for
 * @param from the first time
 * @param to the end, itself not seen
 */
public record TrainingPeriod(String source, Use use, Instant from, Instant to) {

    /** What the training saw it for. */
    public enum Use {
        /** Its weights were fitted to it. */
        TRAINED("trained"),
        /** It told when to stop, and which settings to take. */
        VALIDATED("validated");

        private final String words;

        Use(String words) {
            this.words = words;
        }

        /** In words. */
        public String words() {
            return words;
        }
    }

    /** Of a manifest's two ends: dates, or times of UTC. */
    static TrainingPeriod of(String source, Use use, List<String> ends, String where) {
        try {
            return new TrainingPeriod(source, use, time(ends.get(0)), time(ends.get(1)));
        } catch (DateTimeException | IndexOutOfBoundsException e) {
            throw new BundleException(
                    "%s has trainedOn %s with the period %s, but two dates such as 2026-06-01 are needed."
                            .formatted(where, source, ends),
                    e);
        }
    }

    private static Instant time(String text) {
        if (!text.contains("T")) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return text.endsWith("Z")
                ? Instant.parse(text)
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    /** Whether any of [from, to) is of it. */
    public boolean overlaps(Instant from, Instant to) {
        return this.from.isBefore(to) && from.isBefore(this.to);
    }
}
