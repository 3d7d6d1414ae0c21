package org.skycast.edge.source.csv;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skycast.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of a CSV file that grows and is rotated: renamed, with a new file in its place, or copied and cut to nothing. What
 * was not read of the rotated file is read first, wherever it lies beside the new one, and so are files that came and went
 * in between; also where the edge did not run at the time.
 *
 * <p>Before the first row of a file is given, rotated files whose first row is later than the last that was given, and
 * earlier than this one, are given first. So a file is opened only once it has a row.
 */
final class CsvTail implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CsvTail.class);

    private final Path path;
    private final List<String> wanted;
    private final boolean follow;
    private final Function<Map<String, String>, Optional<Instant>> time;
    private @Nullable CsvFile current;
    private List<String> header = List.of();
    private boolean rotated;
    private boolean atEnd;
    private boolean finished;
    private @Nullable CsvPosition last;
    private boolean isLastHere;
    private boolean searching;
    private long after = Long.MIN_VALUE;
    private long rowsToSkip;

    /** A file of which nothing was read, before its first row. */
    private record Beginning(CsvFile file, List<String> header, long at, boolean rotated) {}

    /**
     * @param wanted columns that a header must have
     * @param time of a row's cells, if it can be read
     */
    CsvTail(Path path, List<String> wanted, boolean follow, Function<Map<String, String>, Optional<Instant>> time) {
        this.path = path;
        this.wanted = List.copyOf(wanted);
        this.follow = follow;
        this.time = time;
    }

    /** Goes on after a row, wherever that is by now. */
    void resumeAfter(CsvPosition position) {
        last = position;
        searching = true;
    }

    /** Goes on after so many rows of the file as it is. */
    void resumeAfterRows(long rows) {
        rowsToSkip = rows;
    }

    /** The next row, if there is one now. */
    @Nullable
    CsvRow next() throws IOException {
        while (true) {
            CsvFile file = current == null ? openNext() : current;
            if (file == null || (atEnd && !file.mayHaveGrown())) {
                return null;
            }
            boolean isGrowing = follow && !rotated;
            if (isGrowing && file.needsMore() && !isStill(file)) {
                continue;
            }
            Optional<CsvFile.Line> line = file.next(!follow || rotated);
            atEnd = line.isEmpty() && follow && !rotated;
            if (atEnd) {
                return null;
            }
            if (line.isEmpty()) {
                finished = !rotated;
                close();
            } else if (!line.get().isBlank()) {
                Optional<CsvRow> row = noted(row(line.get(), header));
                if (row.isPresent()) {
                    return row.get();
                }
            }
        }
    }

    /** Notes the row as the last; gives it unless it is one that was read before. */
    private Optional<CsvRow> noted(CsvRow row) {
        long newest = Math.max(row.position().at(), last == null ? Long.MIN_VALUE : last.at());
        CsvRow noted = new CsvRow(row.cells(), row.text(), row.position().at(newest));
        last = noted.position();
        isLastHere = true;
        if (rowsToSkip > 0) {
            rowsToSkip--;
            return Optional.empty();
        }
        if (after > Long.MIN_VALUE && row.position().at() <= after) {
            return Optional.empty();
        }
        after = Long.MIN_VALUE;
        return Optional.of(noted);
    }

    /**
     * Whether the file that is followed is still the one that was read, before more of it is. If it was cut, it is left, and
     * the last row searched; if another is in its place and written to, the rest of it is all that will come.
     */
    private boolean isStill(CsvFile file) throws IOException {
        CsvPosition before = last;
        if (before != null && isLastHere && (file.isZipped() ? atEnd : !file.holds(before))) {
            searching = true;
            close();
            return false;
        }
        try {
            rotated = file.isNot(path) && Files.size(path) > 0;
        } catch (NoSuchFileException e) {
            // Renamed, and the new one is still to come; the writer may still be at the old one.
        }
        return true;
    }

    private @Nullable CsvFile openNext() throws IOException {
        if (finished) {
            return null;
        }
        if (searching && last != null) {
            searching = false;
            if (found(last)) {
                return current;
            }
            LOG.warn("The last row that was read of {} is nowhere beside it; rows after its time are read.", path);
            after = last.at();
        }
        return earliest().map(this::use).orElse(null);
    }

    private CsvFile use(Beginning beginning) {
        current = beginning.file();
        header = beginning.header();
        rotated = beginning.rotated();
        isLastHere = false;
        atEnd = false;
        return beginning.file();
    }

    /** Goes on in whichever file has the row. */
    private boolean found(CsvPosition position) throws IOException {
        List<Path> candidates = new ArrayList<>(Files.exists(path) ? List.of(path) : List.of());
        candidates.addAll(RotatedFiles.beside(path));
        for (Path candidate : candidates) {
            CsvFile file = CsvFile.open(candidate);
            if (file.holds(position)) {
                file.seek(position.end());
                use(new Beginning(file, position.header(), position.at(), !candidate.equals(path)));
                isLastHere = true;
                return true;
            }
            file.close();
        }
        return false;
    }

    /** Of the files that begin after the last row, the one that begins first; the followed one comes after all others. */
    private Optional<Beginning> earliest() throws IOException {
        Optional<Beginning> main = beginning(path, false);
        CsvPosition before = last;
        if (before == null || (main.isEmpty() && follow)) {
            return main;
        }
        List<Beginning> later = new ArrayList<>();
        for (Path candidate : RotatedFiles.of(path)) {
            Optional<Beginning> beginning = rotatedBeginning(candidate, before);
            beginning.ifPresent(later::add);
        }
        long end = main.map(Beginning::at).orElse(Long.MAX_VALUE);
        Optional<Beginning> first = later.stream()
                .filter(beginning -> beginning.at() <= end)
                .min(Comparator.comparingLong(Beginning::at)
                        .thenComparing(b -> b.file().path().toString().endsWith(".gz")));
        Optional<Beginning> chosen = first.isPresent() ? first : main;
        for (Beginning other : Stream.concat(main.stream(), later.stream()).toList()) {
            if (chosen.isEmpty() || !other.file().equals(chosen.get().file())) {
                other.file().close();
            }
        }
        return chosen;
    }

    private Optional<Beginning> rotatedBeginning(Path candidate, CsvPosition before) throws IOException {
        try {
            Optional<Beginning> beginning = beginning(candidate, true);
            if (beginning.isPresent()
                    && (beginning.get().at() < before.at()
                            || beginning.get().file().holds(before))) {
                beginning.get().file().close();
                return Optional.empty();
            }
            return beginning;
        } catch (NoSuchFileException | EOFException | SettingsException e) {
            // Gone by now, only half zipped, or of another kind.
            return Optional.empty();
        }
    }

    /** A file up to its first row whose time can be read, or to its end where none can; nothing where it has no row yet. */
    private Optional<Beginning> beginning(Path candidate, boolean isRotated) throws IOException {
        CsvFile file = CsvFile.open(candidate);
        boolean endIsEnd = !follow || isRotated;
        try {
            List<String> columns = List.of();
            long start = -1;
            for (Optional<CsvFile.Line> line = file.next(endIsEnd); line.isPresent(); line = file.next(endIsEnd)) {
                if (line.get().isBlank()) {
                    continue;
                }
                if (columns.isEmpty()) {
                    List<String> cells = CsvRow.cells(line.get());
                    columns = columns(cells, candidate);
                    if (columns.equals(cells)) {
                        continue;
                    }
                }
                start = start < 0 ? line.get().start() : start;
                long at = row(line.get(), columns).position().at();
                if (at != Long.MIN_VALUE) {
                    file.seek(start);
                    return Optional.of(new Beginning(file, columns, at, isRotated));
                }
            }
            if (start >= 0) {
                file.seek(start);
                return Optional.of(new Beginning(file, columns, Long.MIN_VALUE, isRotated));
            }
            file.close();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The columns of a file by its first line, which a file that was cut in place lacks: then they are as they were. */
    private List<String> columns(List<String> firstLine, Path candidate) {
        if (firstLine.containsAll(wanted)) {
            return firstLine;
        }
        if (last != null && last.header().size() == firstLine.size()) {
            return last.header();
        }
        List<String> lacking =
                wanted.stream().filter(column -> !firstLine.contains(column)).toList();
        throw new SettingsException("The readings %s have no column '%s'; they have %s."
                .formatted(candidate, lacking.get(0), String.join(", ", firstLine)));
    }

    private CsvRow row(CsvFile.Line line, List<String> columns) {
        return CsvRow.of(line, columns, time);
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
        }
        current = null;
        atEnd = false;
    }
}
