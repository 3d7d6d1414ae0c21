package org.skycast.edge.source.csv;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.source.ClockBound;
import org.skycast.edge.source.report.FieldMap;
import org.skycast.edge.source.report.Report;
import org.skycast.edge.source.report.TimeText;
import org.skycast.settings.SettingsException;
import org.skycast.text.Printable;

/**
 * How a log's lines are read: what its header is known by, and what its rows say of their times.
 *
 * @param map what its columns mean
 * @param wanted the columns that a header must have
 * @param times how its times are written
 */
record CsvForm(FieldMap map, CsvWanted wanted, CsvNotation notation, TimeText times, InstantSource clock) {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+([.,]\\d*)?");

    Optional<Charset> charset() {
        return notation.charset();
    }

    /** The header of a log that has none itself. */
    private Optional<CsvHeader> told(char separator) {
        Optional<Integer> least =
                map.leastColumns().or(() -> Optional.of(map.header().size()));
        return isTold()
                ? Optional.of(new CsvHeader(map.header(), separator, least, Optional.empty()))
                : Optional.empty();
    }

    /** Whether the map says the columns, and the log does not. */
    boolean isTold() {
        return !map.header().isEmpty();
    }

    /** The header that a line is, if it has all that is wanted. */
    Optional<CsvHeader> header(String line) {
        if (isTold()) {
            return Optional.empty();
        }
        return notation.separators().stream()
                .map(separator -> named(line, separator))
                .filter(header -> wanted.anyTrouble(header.names()).isEmpty())
                .findFirst();
    }

    /** The header that a line in the middle of a log is, even if its rows cannot be read. */
    Optional<CsvHeader> changedHeader(String line) {
        if (isTold()) {
            return Optional.empty();
        }
        return notation.separators().stream()
                .map(separator -> named(line, separator))
                .filter(header -> wanted.isHeader(header.names()))
                .map(header -> new CsvHeader(
                        header.names(), header.separator(), Optional.empty(), wanted.trouble(header.names())))
                .findFirst();
    }

    private CsvHeader named(String line, char separator) {
        CsvHeader header = new CsvHeader(CsvCells.of(line, separator), separator);
        return new CsvHeader(wanted.asWanted(header.names()), separator);
    }

    /** The header of rows that stand without one: the one that was, or the one that the map has, if the line is such a row. */
    Optional<CsvHeader> withoutHeader(String line, @Nullable CsvPosition last) {
        return notation.separators().stream()
                .flatMap(separator -> told(separator)
                        .or(() -> Optional.ofNullable(last).map(row -> new CsvHeader(row.header(), separator)))
                        .stream())
                .filter(header -> fit(line, header) instanceof CsvHeader.Fit.Fits fits
                        && time(fits.cells(), Long.MIN_VALUE) instanceof RowTime.At)
                .findFirst();
    }

    /** Whether a line below a header tells of its columns, their units as a rule: it has no number. */
    boolean isUnits(String line) {
        return !isTold() && !isData(line);
    }

    /** The variables of which a log with these columns has none. */
    List<String> lacking(List<String> names) {
        return map.fields().entrySet().stream()
                .filter(each -> each.getValue().stream().noneMatch(field -> names.contains(field.field())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Whether a line is no header, for it has a number. */
    boolean isData(String line) {
        return notation.separators().stream()
                .flatMap(separator -> CsvCells.of(line, separator).stream())
                .anyMatch(cell -> NUMBER.matcher(cell).matches());
    }

    /** The header that was in force at a row. */
    CsvHeader header(CsvPosition row) {
        String known = row.separator();
        char separator =
                known == null || known.isEmpty() ? notation.separators().get(0) : known.charAt(0);
        return told(separator).orElseGet(() -> new CsvHeader(row.header(), separator));
    }

    /** Why none of the first lines is a header, by the one that is most like it. */
    SettingsException noHeader(Path path, List<String> lines) {
        return isTold() ? noRow(path, lines.get(0)) : noNames(path, lines);
    }

    /** The same of a log that needs none; what is said is that of the separator which makes most of it. */
    private SettingsException noRow(Path path, String line) {
        char separator = notation.separators().stream()
                .max(Comparator.comparingInt(one ->
                        Math.min(map.header().size(), CsvCells.of(line, one).size())))
                .orElseThrow();
        CsvHeader.Fit fit = fit(line, told(separator).orElseThrow());
        String why = fit instanceof CsvHeader.Fit.Fits fits
                ? time(fits.cells(), Long.MIN_VALUE) instanceof RowTime.Unreadable unreadable
                        ? unreadable.why()
                        : "its time is not yet"
                : ((CsvHeader.Fit.Unfit) fit).why();
        return new SettingsException("The readings %s have no row that can be read; the first is '%s': %s%s"
                .formatted(path, Printable.name(line.strip()), why, why.endsWith(".") ? "" : "."));
    }

    private SettingsException noNames(Path path, List<String> lines) {
        List<String> likest = List.of();
        long most = -1;
        for (String line : lines) {
            for (char separator : notation.separators()) {
                List<String> names = new CsvHeader(CsvCells.of(line, separator), separator).names();
                long named = wanted.named(names);
                if (named > most) {
                    most = named;
                    likest = names;
                }
            }
        }
        return new SettingsException("The readings %s %s; they have %s."
                .formatted(path, wanted.anyTrouble(likest).orElse("have no header"), CsvWanted.quoted(likest)));
    }

    CsvHeader.Fit fit(String line, CsvHeader header) {
        return header.fit(CsvCells.of(line, header.separator()));
    }

    /** @param last the time of the row before, in milliseconds since 1970; {@link Long#MIN_VALUE} before the first */
    RowTime time(Map<String, String> cells, long last) {
        Optional<String> text = map.time(Report.of(cells));
        if (text.isEmpty()) {
            return new RowTime.Unreadable("it has no time");
        }
        Instant now = clock.instant();
        Instant before = last == Long.MIN_VALUE ? Instant.MIN : Instant.ofEpochMilli(last);
        String shown = Printable.name(text.get());
        Optional<Instant> at = times.inOrder(text.get(), now, before);
        if (at.isEmpty()) {
            return new RowTime.Unreadable(times.unreadable(shown));
        } else if (ClockBound.wasNeverSet(at.get())) {
            return new RowTime.Unreadable("its time '%s' is that of a clock which was never set".formatted(shown));
        } else if (ClockBound.isAhead(at.get(), now)) {
            return new RowTime.Ahead("its time '%s' is %s; set the logger's clock, or say the zone of its times"
                    .formatted(shown, ClockBound.offset(at.get(), now)));
        }
        return new RowTime.At(at.get());
    }
}
