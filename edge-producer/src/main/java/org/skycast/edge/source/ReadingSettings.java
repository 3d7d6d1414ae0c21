package org.skycast.edge.source;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A CSV file of readings.
 *
 * @param timeColumn the column of the time, UTC in ISO 8601
 * @param columns by CF standard name
 * @param from earlier readings are left aside
 * @param to so are these and later ones
 */
public record ReadingSettings(
        Path csv, String timeColumn, Map<String, Column> columns, Optional<Instant> from, Optional<Instant> to) {

    /** A column and the unit of its numbers. */
    public record Column(String column, String units) {}

    @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
    public ReadingSettings {
        timeColumn = timeColumn == null ? "time" : timeColumn;
        columns = Map.copyOf(columns);
        from = from == null ? Optional.empty() : from;
        to = to == null ? Optional.empty() : to;
    }

    /** The same, with nothing earlier than {@code start}, nor of {@code end} or later. */
    public ReadingSettings within(Optional<Instant> start, Optional<Instant> end) {
        return new ReadingSettings(csv, timeColumn, columns, Span.later(from, start), Span.earlier(to, end));
    }

    /** The same, relative paths taken to be in {@code folder}. */
    public ReadingSettings relativeTo(Path folder) {
        return new ReadingSettings(folder.resolve(csv).normalize(), timeColumn, columns, from, to);
    }
}
