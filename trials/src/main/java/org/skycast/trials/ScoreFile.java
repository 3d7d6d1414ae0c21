package org.skycast.trials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.skycast.nowcast.verify.Score;

/** Every score that has a truth as a line of a CSV file, or none where no file was asked for. */
public final class ScoreFile implements AutoCloseable {

    private final Optional<CSVPrinter> printer;

    private ScoreFile(Optional<CSVPrinter> printer) {
        this.printer = printer;
    }

    /** Opens the file, in the place of one of that name. */
    public static ScoreFile open(Optional<Path> path) throws IOException {
        if (path.isEmpty()) {
            return new ScoreFile(Optional.empty());
        }
        var format = CSVFormat.DEFAULT
                .builder()
                .setRecordSeparator('\n')
                .setHeader(
                        "station_id",
                        "reference_time",
                        "name",
                        "lead_minutes",
                        "error",
                        "crps",
                        "inside80",
                        "persistence_error",
                        "probability",
                        "happened")
                .get();
        return new ScoreFile(Optional.of(new CSVPrinter(Files.newBufferedWriter(path.get()), format)));
    }

    /** Writes the score of a station's forecast. */
    public void write(String station, Score score) {
        printer.filter(csv -> !(score instanceof Score.Missing)).ifPresent(csv -> {
            try {
                csv.printRecord(line(station, score));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Object[] line(String station, Score score) {
        String time = score.referenceTime().toString();
        long lead = score.lead().toMinutes();
        if (score instanceof Score.OfVariable of) {
            OptionalDouble other = of.persistenceError();
            String persistence = other.isPresent() ? Double.toString(other.getAsDouble()) : "";
            return new Object[] {
                station, time, of.name(), lead, of.error(), of.crps(), of.inside80(), persistence, "", ""
            };
        }
        var of = (Score.OfEvent) score;
        return new Object[] {station, time, of.name(), lead, "", "", "", "", of.probability(), of.happened()};
    }

    @Override
    public void close() throws IOException {
        if (printer.isPresent()) {
            printer.get().close(true);
        }
    }
}
