package org.skycast.edge.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.EdgeMetrics;
import org.skycast.nowcast.observe.Variable;
import org.skycast.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A CSV file with a header and a row a reading, in the order of time, plain or gzipped. Where it is followed, rows that
 * are appended are read as they come. An empty cell is missing; one that is no number is missing too, and counted.
 */
public final class ReadingCsv implements Source {

    private static final Logger LOG = LoggerFactory.getLogger(ReadingCsv.class);

    private final String stationId;
    private final ReadingSettings config;
    private final boolean follow;
    private final EdgeMetrics metrics;
    private final Map<Variable, DoubleUnaryOperator> conversions = new EnumMap<>(Variable.class);
    private long rowsTaken;
    private long bytesWhenOpened = -1;
    private boolean lastRowIsUnfinished;
    private @Nullable CSVParser parser;
    private @Nullable Iterator<CSVRecord> rows;
    private Taken.@Nullable Values next;

    /** @throws SettingsException if the file or a column is not there, or a unit does not fit */
    public ReadingCsv(String stationId, ReadingSettings config, boolean follow, EdgeMetrics metrics) {
        this.stationId = stationId;
        this.config = config;
        this.follow = follow;
        this.metrics = metrics;
        config.columns().forEach((name, column) -> {
            Variable variable = Variable.named(name)
                    .orElseThrow(() -> new SettingsException(
                            "The station %s maps a column to '%s', which is no CF name that Skycast knows."
                                    .formatted(stationId, name)));
            conversions.put(variable, Units.conversion(variable, column.units()));
        });
    }

    @Override
    public String name() {
        return stationId + "/readings/" + config.csv().getFileName();
    }

    @Override
    public void resumeAfter(String item) {
        rowsTaken = Long.parseLong(item);
    }

    @Override
    public Optional<Instant> next() {
        if (next == null) {
            next = read();
        }
        return Optional.ofNullable(next).map(Taken::at);
    }

    @Override
    public List<Taken> takeBefore(Instant end) {
        List<Taken> taken = new ArrayList<>();
        while (next().filter(at -> at.isBefore(end)).isPresent() && next != null) {
            taken.add(next);
            rowsTaken = Long.parseLong(next.item());
            next = null;
        }
        return taken;
    }

    @Override
    public boolean isExhausted() {
        return !follow && next().isEmpty();
    }

    private Taken.@Nullable Values read() {
        try {
            Iterator<CSVRecord> open = rows == null ? open() : rows;
            while (open != null && open.hasNext()) {
                CSVRecord row = open.next();
                if (lastRowIsUnfinished && !open.hasNext()) {
                    // Its writer is still at it; it is read when the file has grown.
                    break;
                }
                Taken.@Nullable Values values = values(row);
                if (values != null) {
                    return values;
                }
            }
            if (follow && open != null) {
                close();
            }
            return null;
        } catch (IOException | UncheckedIOException e) {
            throw new SettingsException(
                    "The readings %s of station %s cannot be read; check the file.".formatted(config.csv(), stationId),
                    e);
        }
    }

    private @Nullable Iterator<CSVRecord> open() throws IOException {
        long bytes = Files.size(config.csv());
        if (follow && bytes == bytesWhenOpened) {
            return null;
        }
        bytesWhenOpened = bytes;
        lastRowIsUnfinished = follow && !endsWithNewLine(bytes);
        InputStream stream = Files.newInputStream(config.csv());
        boolean zipped = config.csv().toString().endsWith(".gz");
        var reader = new BufferedReader(
                new InputStreamReader(zipped ? new GZIPInputStream(stream) : stream, StandardCharsets.UTF_8));
        CSVParser opened = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .get()
                .parse(reader);
        checkHeader(opened.getHeaderNames());
        Iterator<CSVRecord> iterator = opened.iterator();
        for (long row = 0; row < rowsTaken && iterator.hasNext(); row++) {
            iterator.next();
        }
        parser = opened;
        rows = iterator;
        return iterator;
    }

    private boolean endsWithNewLine(long bytes) throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(config.csv())) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return bytes == 0 || file.position(bytes - 1).read(last) < 1 || last.get(0) == '\n';
        }
    }

    private void checkHeader(List<String> header) {
        List<String> wanted = new ArrayList<>(List.of(config.timeColumn()));
        config.columns().values().forEach(column -> wanted.add(column.column()));
        for (String column : wanted) {
            if (!header.contains(column)) {
                throw new SettingsException("The readings %s have no column '%s'; they have %s."
                        .formatted(config.csv(), column, String.join(", ", header)));
            }
        }
    }

    private Taken.@Nullable Values values(CSVRecord row) {
        Instant at;
        try {
            at = Instant.parse(row.get(config.timeColumn()));
        } catch (DateTimeException | IllegalArgumentException e) {
            metrics.unreadable(name());
            LOG.warn(
                    "Row {} of {} is left out: its time cannot be read; give UTC as 2026-06-01T00:00:00Z.",
                    row.getRecordNumber(),
                    config.csv());
            return null;
        }
        if (config.from().filter(at::isBefore).isPresent()
                || config.to().filter(end -> !at.isBefore(end)).isPresent()) {
            return null;
        }
        Map<Variable, Double> values = new EnumMap<>(Variable.class);
        conversions.forEach((variable, conversion) -> {
            ReadingSettings.Column column = config.columns().get(variable.cfName());
            String cell = column == null || !row.isSet(column.column())
                    ? ""
                    : row.get(column.column()).strip();
            if (!cell.isEmpty()) {
                try {
                    values.put(variable, conversion.applyAsDouble(Double.parseDouble(cell)));
                } catch (NumberFormatException e) {
                    metrics.unreadable(name());
                }
            }
        });
        return new Taken.Values(stationId, at, Long.toString(row.getRecordNumber()), values);
    }

    @Override
    public void close() {
        try {
            if (parser != null) {
                parser.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            parser = null;
            rows = null;
        }
    }
}
