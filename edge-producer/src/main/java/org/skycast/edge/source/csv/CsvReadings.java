package org.skycast.edge.source.csv;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
import org.skycast.edge.source.report.FieldNames;

/**
 * A CSV file of readings.
 *
 * @param names what its columns mean; of those that the settings name each must be there, of a map's one
 * @param notation how it is written
 * @param from earlier readings are left aside
 * @param to so are these and later ones
 */
public record CsvReadings(
        Path csv,
        @JsonUnwrapped FieldNames names,
        @JsonUnwrapped CsvNotation notation,
        Optional<Instant> from,
        Optional<Instant> to)
        implements ReadingSettings {

    /** One whose columns are named, in plain notation. */
    public CsvReadings(
            Path csv, String timeColumn, Map<String, Column> columns, Optional<Instant> from, Optional<Instant> to) {
        this(csv, new FieldNames.Inline(Optional.of(timeColumn), columns), CsvNotation.TOLD_BY_THE_LOG, from, to);
    }

    @Override
    public Opened open(String stationId, SourceContext context) {
        // What does not fit in the settings is said now, even where the file is waited for.
        var check = new CsvCheck(stationId, this, context.clock());
        return new Opened.Pulled(
                check,
                Memory.LAST,
                () -> new ReadingCsv(stationId, this, context.follow(), context.metrics(), context.clock()));
    }

    @Override
    public CsvReadings within(Optional<Instant> start, Optional<Instant> end) {
        return new CsvReadings(csv, names, notation, Span.later(from, start), Span.earlier(to, end));
    }

    @Override
    public CsvReadings relativeTo(Path folder) {
        return new CsvReadings(folder.resolve(csv).normalize(), names.relativeTo(folder), notation, from, to);
    }
}
