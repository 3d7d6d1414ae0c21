package org.skycast.edge.operate.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.skycast.edge.EdgeMetrics;
import org.skycast.edge.source.ReadingCsv;
import org.skycast.edge.source.ReadingSettings;

/** A CSV file of readings: that it has the columns and a row that can be read, and that something still writes it. */
public final class ReadingCsvProbe implements Probe {

    /** Consumer stations write at least every ten minutes; six of these missed is a silent sensor. */
    private static final Duration SILENT = Duration.ofHours(1);

    private final String stationId;
    private final ReadingSettings settings;
    private final InstantSource clock;

    public ReadingCsvProbe(String stationId, ReadingSettings settings, InstantSource clock) {
        this.stationId = stationId;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return stationId + "/readings/" + settings.csv().getFileName();
    }

    @Override
    public Finding look(Duration limit) throws IOException {
        Path file = settings.csv();
        Instant written;
        try {
            written = Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException e) {
            return new Finding.Failed("There is no file %s; check csv.".formatted(file));
        }
        try (var csv = new ReadingCsv(stationId, settings, true, new EdgeMetrics())) {
            Optional<Instant> first = csv.next();
            String seen = "%s has its columns".formatted(file);
            if (first.isEmpty()) {
                return new Finding.Warn(seen + ", and no row that can be read.");
            }
            seen += ", the first reading of %s, written last at %s"
                    .formatted(first.get(), written.truncatedTo(ChronoUnit.SECONDS));
            boolean silent = written.isBefore(clock.instant().minus(SILENT));
            return silent
                    ? new Finding.Warn(seen + ": whatever writes it may have stopped.")
                    : new Finding.Ok(seen + ".");
        }
    }
}
