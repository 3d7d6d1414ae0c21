package org.skycast.trials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
                        "happened",
                        // What came later stands at the end, so that earlier readers go on.
                        "bundle_error",
                        "bundle_crps",
                        "adapted_error",
                        "adapted_crps",
                        "bundle_inside80")
                .get();
        return new ScoreFile(Optional.of(new CSVPrinter(Files.newBufferedWriter(path.get()), format)));
    }

    /** Writes what was issued, and what the others would have been worth in its place. */
    public void write(VoicedScore scores) {
        Optional<Score> issued = scores.of(Voice.ISSUED).filter(score -> !(score instanceof Score.Missing));
        if (printer.isPresent() && issued.isPresent()) {
            try {
                printer.get().printRecord(line(scores, issued.get()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<Object> line(VoicedScore scores, Score issued) {
        List<Object> line = new ArrayList<>(List.of(
                scores.stationId(),
                issued.referenceTime(),
                issued.name(),
                issued.lead().toMinutes()));
        if (issued instanceof Score.OfVariable of) {
            OptionalDouble other = of.persistenceError();
            Object persistence = other.isPresent() ? other.getAsDouble() : "";
            line.addAll(List.of(of.error(), of.crps(), of.inside80(), persistence, "", ""));
        } else if (issued instanceof Score.OfEvent of) {
            line.addAll(List.of("", "", "", "", of.probability(), of.happened()));
        }
        Optional<Score.OfVariable> bundle = variable(scores, Voice.BUNDLE);
        Optional<Score.OfVariable> adapted = variable(scores, Voice.ADAPTED);
        line.addAll(figures(bundle));
        line.addAll(figures(adapted));
        line.add(bundle.<Object>map(Score.OfVariable::inside80).orElse(""));
        return line;
    }

    private static Optional<Score.OfVariable> variable(VoicedScore scores, Voice voice) {
        return scores.of(voice).filter(Score.OfVariable.class::isInstance).map(Score.OfVariable.class::cast);
    }

    private static List<Object> figures(Optional<Score.OfVariable> score) {
        return score.map(of -> List.<Object>of(of.error(), of.crps())).orElse(List.of("", ""));
    }

    @Override
    public void close() throws IOException {
        if (printer.isPresent()) {
            printer.get().close(true);
        }
    }
}
