package org.skycast.edge.source.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skycast.edge.source.LocalTimes;
import org.skycast.settings.SettingsException;

/** The time that stands in a frame's name, without the name's ending. */
sealed interface NameTime extends FrameTime {

    /**
     * By a pattern as DateTimeFormatter has it, or {@code epoch} or {@code epochMillis}.
     *
     * @throws SettingsException if the pattern cannot be used
     */
    static NameTime by(String pattern, LocalTimes zone) {
        return switch (pattern) {
            case "epoch" -> new SinceEpoch(Pattern.compile("(?<!\\d)\\d{10}(?!\\d)"), 1000);
            case "epochMillis" -> new SinceEpoch(Pattern.compile("(?<!\\d)\\d{13}(?!\\d)"), 1);
            default -> new ByPattern(formatter(pattern), zone, folders(pattern));
        };
    }

    /** How many names of a path a pattern speaks of, the file's included. */
    private static int folders(String pattern) {
        return 1 + (int) pattern.chars().filter(c -> c == '/').count();
    }

    /** Months are English whatever language the computer speaks, in capitals or not. */
    private static DateTimeFormatter formatter(String pattern) {
        try {
            return new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern)
                    .toFormatter(Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(
                    "The pattern '%s' of frame names cannot be used: %s.".formatted(pattern, e.getMessage()), e);
        }
    }

    private static String bare(Path file, int names) {
        String name = file.subpath(Math.max(0, file.getNameCount() - names), file.getNameCount())
                .toString()
                .replace('\\', '/');
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** @param names how many of the path's last the pattern is of: one, and one more for each slash in it */
    record ByPattern(DateTimeFormatter pattern, LocalTimes zone, int names) implements NameTime {
        @Override
        public Optional<Instant> of(Path file) throws IOException {
            try {
                // A name that tells its offset or zone is of that, whatever zone is set.
                TemporalAccessor read = pattern.parseBest(bare(file, names), Instant::from, LocalDateTime::from);
                return Optional.of(
                        read instanceof LocalDateTime local
                                ? zone.nearest(
                                        local, Files.getLastModifiedTime(file).toInstant())
                                : Instant.from(read));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * Of the digits in the name that are as many as such times have.
     *
     * @param millis of one of what they count
     */
    record SinceEpoch(Pattern digits, long millis) implements NameTime {
        @Override
        public Optional<Instant> of(Path file) {
            Matcher found = digits.matcher(bare(file, 1));
            return found.find()
                    ? Optional.of(Instant.ofEpochMilli(millis * Long.parseLong(found.group())))
                    : Optional.empty();
        }
    }
}
