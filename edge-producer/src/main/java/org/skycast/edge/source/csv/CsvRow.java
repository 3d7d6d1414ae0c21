package org.skycast.edge.source.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A row of a CSV file.
 *
 * @param cells by column; what the row is too short for is absent
 * @param text for messages
 * @param position of the row, without totals; its time is {@link Long#MIN_VALUE} where it cannot be read
 */
record CsvRow(Map<String, String> cells, String text, CsvPosition position) {

    /** @param time of a row's cells, if it can be read */
    static CsvRow of(CsvFile.Line line, List<String> columns, Function<Map<String, String>, Optional<Instant>> time) {
        List<String> values = cells(line);
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < Math.min(values.size(), columns.size()); i++) {
            cells.put(columns.get(i), values.get(i));
        }
        long at = time.apply(cells).map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
        var position =
                new CsvPosition(line.start(), line.end(), CsvPosition.print(line.bytes()), at, columns, Map.of());
        return new CsvRow(cells, new String(line.bytes(), StandardCharsets.UTF_8).strip(), position);
    }

    /** The cells of a line; none of one that is not well-formed, which then has no time and is counted. */
    static List<String> cells(CsvFile.Line line) {
        String text = new String(line.bytes(), StandardCharsets.UTF_8);
        try (var parser = CSVParser.parse(text.startsWith("\ufeff") ? text.substring(1) : text, CSVFormat.DEFAULT)) {
            List<CSVRecord> records = parser.getRecords();
            return records.isEmpty() ? List.of() : records.get(0).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
