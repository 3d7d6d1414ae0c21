package org.skycast.edge.source.csv;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.report.FieldMap;
import org.skycast.edge.source.report.FieldNames;
import org.skycast.edge.source.report.Report;
import org.skycast.edge.source.report.ReportReader;
import org.skycast.edge.source.report.Total;
import org.skycast.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A CSV file with a header and a row a reading, in the order of time, plain or gzipped. Where it is followed, rows that
 * are appended are read as they come, and rotation loses none. An empty cell is missing; one that is no number is missing
 * too, and counted. A row that does not fit its header, or whose time cannot be read or is not yet, is left out and counted.
 */
final class ReadingCsv implements Source {

    private static final Logger LOG = LoggerFactory.getLogger(ReadingCsv.class);

    private final String stationId;
    private final CsvReadings config;
    private final boolean follow;
    private final EdgeMetrics metrics;
    private final InstantSource clock;
    private final ReportReader reader;
    private final CsvForm form;
    private final Set<String> numbers;
    private final CsvTally tally = new CsvTally();
    private final Set<Path> said = new HashSet<>();
    private CsvTail tail;
    private Map<String, Total> totals = Map.of();
    private Sample.@Nullable Values next;

    /** @throws SettingsException if a CF name or unit is unknown or does not fit */
    ReadingCsv(String stationId, CsvReadings config, boolean follow, EdgeMetrics metrics, InstantSource clock) {
        this.stationId = stationId;
        this.config = config;
        this.follow = follow;
        this.metrics = metrics;
        this.clock = clock;
        FieldMap map = config.names().open();
        this.reader = new ReportReader(map, nameOf(stationId, config));
        boolean all = config.names() instanceof FieldNames.Inline;
        this.form = new CsvForm(map, CsvWanted.of(map, all), config.notation(), reader.times(), clock);
        this.numbers = map.fields().values().stream()
                .flatMap(List::stream)
                .map(FieldMap.Field::field)
                .collect(Collectors.toSet());
        this.tail = tail();
    }

    private CsvTail tail() {
        return new CsvTail(new CsvFiles(config.csv(), form, follow, said));
    }

    /** The name that a CSV file's source has. */
    static String nameOf(String stationId, CsvReadings config) {
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
        totals = Map.of();
        next = null;
        CsvPosition.of(item)
                .ifPresentOrElse(
                        position -> {
                            // An earlier version may have believed a time that was not yet.
                            tail.resumeAfter(position.at(Math.min(position.at(), clock.millis())));
                            totals = Total.notAhead(position.totals(), clock.instant());
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
    public OptionalDouble share() {
        return tail.share();
    }

    @Override
    public boolean isExhausted() {
        return !follow && next().isEmpty();
    }

    /** The next reading, if there is one now. */
    Sample.@Nullable Values read() {
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
        return e instanceof NoSuchFileException
                ? "it is not there"
                : e instanceof EOFException ? "it is empty or cut short" : SourceCheck.reason(e);
    }

    private Sample.@Nullable Values values(CsvRow row) {
        if (!(row.time() instanceof RowTime.At time)) {
            leaveOut(row);
            return null;
        }
        if (config.from().filter(time.at()::isBefore).isPresent()
                || config.to().filter(end -> !time.at().isBefore(end)).isPresent()) {
            tally.outside();
            return null;
        }
        ReportReader.Read read = read(row, time.at());
        for (int i = 0; i < read.unreadable(); i++) {
            metrics.unreadable(name());
        }
        boolean hasComma = decimal(row).filter(shown -> shown == ',').isPresent();
        tally.took(time.at(), read.values().size(), read.unreadable(), hasComma);
        metrics.remark(name(), Optional.empty());
        String item = row.position().with(totals).item();
        return new Sample.Values(stationId, time.at(), item, read.values());
    }

    private Optional<Character> decimal(CsvRow row) {
        return config.notation()
                .decimalCharacter()
                .or(() -> Decimals.shown(numbers.stream()
                        .flatMap(column -> Optional.ofNullable(row.cells().get(column)).stream())
                        .toList()));
    }

    private ReportReader.Read read(CsvRow row, Instant at) {
        Map<String, String> cells = new HashMap<>(row.cells());
        Optional<Character> decimal = decimal(row);
        numbers.forEach(column -> cells.computeIfPresent(column, (name, text) -> Decimals.plain(text, decimal)));
        // What a counter showed at a later time says nothing of what was added since.
        boolean isLate = at.toEpochMilli() < row.position().at();
        ReportReader.Read read = reader.values(Report.of(cells), at, true, isLate ? Map.of() : totals);
        totals = isLate ? totals : read.totals();
        return read;
    }

    private void leaveOut(CsvRow row) {
        tally.leftOut(row.text(), row.time());
        if (row.time() instanceof RowTime.Ahead ahead) {
            metrics.ahead(name());
            metrics.remark(name(), Optional.of("The row '%s' was left out: %s.".formatted(row.text(), ahead.why())));
            LOG.warn("The row '{}' of {} is left out: {}.", row.text(), config.csv(), ahead.why());
        } else if (row.time() instanceof RowTime.Unreadable unreadable) {
            metrics.unreadable(name());
            LOG.warn("The row '{}' of {} is left out: {}", row.text(), config.csv(), sentence(unreadable.why()));
        }
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    /** What became of its rows. */
    CsvTally tally() {
        return tally;
    }

    /** The variables of which the log has no column, in a map that names columns of several. */
    List<String> lacking() {
        return tail.lacking();
    }

    /** How many lines behind the first header were no rows but headers. */
    long headers() {
        return tail.headers();
    }

    /** How many lines with something in them it was given behind the first header. */
    long lines() {
        return tail.lines();
    }

    /** How it was read, such as {@code semicolons, decimal comma, Latin-1, times of Europe/Oslo}. */
    String readAs() {
        return "%s, decimal %s, %s, times of %s"
                .formatted(
                        tail.separator().orElse("nothing"),
                        tally.hasCommas() ? "comma" : "point",
                        tail.encoding(),
                        form.times().zone().equals(ZoneOffset.UTC)
                                ? "UTC"
                                : form.times().zone());
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
