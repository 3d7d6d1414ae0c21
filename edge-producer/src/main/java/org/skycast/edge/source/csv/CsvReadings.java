package org.skycast.edge.source.csv;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Opened;
import org.skycast.edge.source.ReadingSettings;
import org.skycast.edge.source.SourceContext;
import org.skycast.edge.source.Span;
import org.skycast.edge.source.report.Column;

/**
 * A CSV file of readings.
 *
 * @param timeColumn the column of the time, UTC in ISO 8601
 * @param columns by CF standard name
 * @param from earlier readings are left aside
 * @param to so are these and later ones
 */
public record CsvReadings(
        Path csv, String timeColumn, Map<String, Column> columns, Optional<Instant> from, Optional<Instant> to)
        implements ReadingSettings {

    public CsvReadings {
        columns = Map.copyOf(columns);
    }

    @Override
    public Opened open(String stationId, SourceContext context) {
        // What does not fit in the settings is said now, even where the file is waited for.
        var check = new CsvCheck(stationId, this);
        return new Opened.Pulled(
                check, Memory.LAST, () -> new ReadingCsv(stationId, this, context.follow(), context.metrics()));
    }

    @Override
    public CsvReadings within(Optional<Instant> start, Optional<Instant> end) {
        return new CsvReadings(csv, timeColumn, columns, Span.later(from, start), Span.earlier(to, end));
    }

    @Override
    public CsvReadings relativeTo(Path folder) {
        return new CsvReadings(folder.resolve(csv).normalize(), timeColumn, columns, from, to);
    }
}
