package org.skycast.edge.source.sensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Checked;
import org.skycast.edge.source.CsvReadings;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.report.FieldMap;
import org.skycast.edge.source.report.Report;
import org.skycast.edge.source.report.ReportReader;
import org.skycast.edge.source.report.TimeText;
import org.skycast.edge.source.report.Total;
import org.skycast.nowcast.observe.Variable;
import org.skycast.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A CSV file with a header and a row a reading, in the order of time, plain or gzipped. Where it is followed, rows that
 * are appended are read as they come, and rotation loses none. An empty cell is missing; one that is no number is missing
 * too, and counted.
 */
public final class ReadingCsv implements Source, Checked {

    private static final Logger LOG = LoggerFactory.getLogger(ReadingCsv.class);

    private final String stationId;
    private final CsvReadings config;
    private final boolean follow;
    private final EdgeMetrics metrics;
    private final ReportReader reader;
    private CsvTail tail;
    private Map<Variable, Total> totals = new EnumMap<>(Variable.class);
    private Sample.@Nullable Values next;

    /** @throws SettingsException if a CF name or unit is unknown or does not fit */
    public ReadingCsv(String stationId, CsvReadings config, boolean follow, EdgeMetrics metrics) {
        this.stationId = stationId;
        this.config = config;
        this.follow = follow;
        this.metrics = metrics;
        this.reader = new ReportReader(
                FieldMap.of(Optional.of(config.timeColumn()), config.columns()), nameOf(stationId, config));
        this.tail = tail();
    }

    private CsvTail tail() {
        List<String> wanted = new ArrayList<>(List.of(config.timeColumn()));
        config.columns().values().forEach(column -> wanted.add(column.column()));
        return new CsvTail(config.csv(), wanted, follow, this::time);
    }

    /** The name that a CSV file's source has. */
    public static String nameOf(String stationId, CsvReadings config) {
        return stationId + "/readings/" + config.csv().getFileName();
    }

    @Override
    public String name() {
        return nameOf(stationId, config);
    }

    @Override
    public void resumeAfter(String item) {
        close();
        tail = tail();
        totals = new EnumMap<>(Variable.class);
        next = null;
        CsvPosition.of(item)
                .ifPresentOrElse(
                        position -> {
                            tail.resumeAfter(position);
                            position.totals()
                                    .forEach((name, total) ->
                                            Variable.named(name).ifPresent(variable -> totals.put(variable, total)));
                        },
                        () -> tail.resumeAfterRows(Long.parseLong(item)));
    }

    @Override
    public Optional<Instant> next() {
        if (next == null) {
            next = read();
        }
        return Optional.ofNullable(next).map(Sample::at);
    }

    @Override
    public List<Sample> takeBefore(Instant end) {
        List<Sample> taken = new ArrayList<>();
        while (next().filter(at -> at.isBefore(end)).isPresent() && next != null) {
            taken.add(next);
            next = null;
        }
        return taken;
    }

    @Override
    public boolean isExhausted() {
        return !follow && next().isEmpty();
    }

    private Sample.@Nullable Values read() {
        try {
            for (CsvRow row = tail.next(); row != null; row = tail.next()) {
                Sample.@Nullable Values values = values(row);
                if (values != null) {
                    return values;
                }
            }
            return null;
        } catch (IOException e) {
            throw new SettingsException(
                    "The readings %s of station %s cannot be read (%s); check the file."
                            .formatted(config.csv(), stationId, cause(e)),
                    e);
        }
    }

    private static String cause(IOException e) {
        return e instanceof NoSuchFileException ? "it is not there" : String.valueOf(e.getMessage());
    }

    private Optional<Instant> time(Map<String, String> cells) {
        return Optional.ofNullable(cells.get(config.timeColumn()))
                .flatMap(text -> TimeText.parse(text, Instant.EPOCH))
                .filter(at -> at.isAfter(Instant.EPOCH));
    }

    private Sample.@Nullable Values values(CsvRow row) {
        Optional<Instant> at = time(row.cells());
        if (at.isEmpty()) {
            metrics.unreadable(name());
            LOG.warn(
                    "The row '{}' of {} is left out: its time cannot be read; give UTC as 2026-06-01T00:00:00Z.",
                    row.text().length() > 80 ? row.text().substring(0, 80) + "…" : row.text(),
                    config.csv());
            return null;
        }
        if (config.from().filter(at.get()::isBefore).isPresent()
                || config.to().filter(end -> !at.get().isBefore(end)).isPresent()) {
            return null;
        }
        ReportReader.Read read = reader.values(Report.of(row.cells()), at.get(), true, totals);
        totals = read.totals();
        for (int i = 0; i < read.unreadable(); i++) {
            metrics.unreadable(name());
        }
        Map<String, Total> byName = new TreeMap<>();
        totals.forEach((variable, total) -> byName.put(variable.cfName(), total));
        return new Sample.Values(
                stationId, at.get(), row.position().with(byName).item(), read.values());
    }

    /** Reads all that is there now, once, or as far as {@code limit} goes. */
    @Override
    public SourceCheck check(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try (var once = new ReadingCsv(stationId, config, false, new EdgeMetrics())) {
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

    @Override
    public void close() {
        try {
            tail.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
