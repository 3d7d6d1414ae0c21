package org.skycast.edge.source.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Checked;
import org.skycast.edge.source.ClockBound;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SourceCheck;

/** Tries a CSV file of readings. */
final class CsvCheck implements Checked {

    /** A log that goes on has a row an hour; a row that is further from when it was written is of another zone. */
    private static final Duration LIVE = Duration.ofHours(1);

    private static final Duration FAR = Duration.ofMinutes(75);
    private static final Duration FARTHEST_ZONE = Duration.ofHours(15);

    private final String stationId;
    private final CsvReadings config;
    private final InstantSource clock;

    /** @throws org.skycast.settings.SettingsException if a CF name or unit is unknown or does not fit */
    CsvCheck(String stationId, CsvReadings config, InstantSource clock) {
        this.stationId = stationId;
        this.config = config;
        this.clock = clock;
        once().close();
    }

    private ReadingCsv once() {
        return new ReadingCsv(stationId, config, false, new EdgeMetrics(), clock);
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
            Sample.@Nullable Values newest = null;
            for (Sample.Values row = once.read(); row != null && System.nanoTime() < deadline; row = once.read()) {
                newest = row;
            }
            Instant written = Files.getLastModifiedTime(config.csv()).toInstant();
            return newest == null ? nothing(once.tally()) : seen(once, newest, written);
        } catch (IOException | RuntimeException e) {
            return SourceCheck.failed(e);
        }
    }

    private SourceCheck nothing(CsvTally tally) {
        return tally.firstReason()
                .<SourceCheck>map(reason -> new SourceCheck.Failed("%s has %s, and none can be read; the first is %s."
                        .formatted(config.csv(), counted(tally.rows(), "row"), reason)))
                .orElseGet(() -> new SourceCheck.Silent(
                        "%s has its columns and no row yet that can be read.".formatted(config.csv())));
    }

    private static String counted(long number, String what) {
        return number == 1 ? "1 " + what : number + " " + what + "s";
    }

    private SourceCheck seen(ReadingCsv once, Sample.Values newest, Instant written) {
        CsvTally tally = once.tally();
        String seen = "%s has %s; the last read is of %s with %s; read as: %s%s"
                .formatted(
                        config.csv(),
                        counted(tally.rows(), "row"),
                        newest.at(),
                        counted(newest.values().size(), "value"),
                        once.readAs(),
                        tally.words() > 0 ? "; no values in %s.".formatted(counted(tally.words(), "cell")) : ".");
        List<String> amiss = amiss(tally, newest.at(), written);
        if (tally.values() == 0) {
            amiss.add(0, "None of its rows has a value; correct columns, units or missing.");
        }
        if (!once.lacking().isEmpty()) {
            seen += " It has no column for %s.".formatted(String.join(", ", once.lacking()));
        }
        return amiss.isEmpty()
                ? new SourceCheck.Ok(seen, Optional.of(written))
                : new SourceCheck.Warned(seen + " " + String.join(" ", amiss));
    }

    private List<String> amiss(CsvTally tally, Instant newest, Instant written) {
        List<String> amiss = new ArrayList<>();
        long leftOut = tally.unreadable() + tally.ahead();
        tally.firstReason()
                .ifPresent(reason -> amiss.add(
                        leftOut == 1
                                ? "One of them is left out, %s.".formatted(reason)
                                : "%d of them are left out, the first is %s.".formatted(leftOut, reason)));
        if (tally.goesBack()) {
            amiss.add("Its rows go back in time; sort them by their times.");
        }
        Instant now = clock.instant();
        if (written.isAfter(now.minus(LIVE))
                && newest.isBefore(written.minus(FAR))
                && newest.isAfter(written.minus(FARTHEST_ZONE))) {
            amiss.add("It was written just now, and its last row is %s; if its times are local, say their zone."
                    .formatted(ClockBound.offset(newest, now)));
        }
        return amiss;
    }
}
