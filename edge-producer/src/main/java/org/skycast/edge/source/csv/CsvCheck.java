package org.skycast.edge.source.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Checked;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SourceCheck;

/** Tries a CSV file of readings. */
final class CsvCheck implements Checked {

    private final String stationId;
    private final CsvReadings config;

    /** @throws org.skycast.settings.SettingsException if a CF name or unit is unknown or does not fit */
    CsvCheck(String stationId, CsvReadings config) {
        this.stationId = stationId;
        this.config = config;
        once().close();
    }

    private ReadingCsv once() {
        return new ReadingCsv(stationId, config, false, new EdgeMetrics());
    }

    @Override
    public String name() {
        return ReadingCsv.nameOf(stationId, config);
    }

    /** Reads all that is there now, once, or as far as {@code limit} goes. */
    @Override
    public SourceCheck check(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try (var once = once()) {
            long rows = 0;
            Sample.@Nullable Values newest = null;
            for (Sample.Values row = once.read(); row != null && System.nanoTime() < deadline; row = once.read()) {
                rows++;
                newest = row;
            }
            return newest == null
                    ? new SourceCheck.Silent(
                            "%s has its columns and no row yet that can be read.".formatted(config.csv()))
                    : new SourceCheck.Ok(
                            "%s has %d rows; the last read is of %s with %d values."
                                    .formatted(
                                            config.csv(),
                                            rows,
                                            newest.at(),
                                            newest.values().size()),
                            Optional.of(Files.getLastModifiedTime(config.csv()).toInstant()));
        } catch (IOException | RuntimeException e) {
            return SourceCheck.failed(e);
        }
    }
}
