package org.skycast.edge.source.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The cells of a line. */
final class CsvCells {

    private CsvCells() {}

    /** Without blanks around them, those at the end of the line that hold nothing too; none of a line that is not well-formed. */
    static List<String> of(String line, char separator) {
        String text = line.strip();
        if (separator == CsvNotation.BLANKS && text.indexOf('"') < 0) {
            return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
        }
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setIgnoreSurroundingSpaces(separator != CsvNotation.BLANKS && separator != '\t')
                .setTrim(true)
                .get();
        // Blanks at the end may be cells.
        try (var parser = CSVParser.parse(line.replaceAll("[\\r\\n]+$", ""), format)) {
            List<CSVRecord> records = parser.getRecords();
            return records.isEmpty() ? List.of() : records.get(0).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
