package org.skycast.edge.source.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
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
    private final boolean follow;
    private final CsvFiles files;
    private @Nullable CsvFile current;
    private @Nullable CsvHeader header;
    private String encoding = CsvText.USUAL;
    private boolean rotated;
    private boolean atEnd;
    private boolean finished;
    private @Nullable CsvPosition last;
    private boolean isLastHere;
    private boolean searching;
    private boolean belowHeader;
    private long after = Long.MIN_VALUE;
    private long rowsToSkip;
    private long headers;
    private long lines;

    /** @param files the one that is followed, and those beside it */
    CsvTail(CsvFiles files) {
        this.path = files.path();
        this.follow = files.follow();
        this.files = files;
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
                lines++;
                Optional<CsvRow> row = row(line.get()).flatMap(this::noted);
                if (row.isPresent()) {
                    return row.get();
                }
            }
        }
    }

    /** The row that a line is; nothing where it is a header, which then holds for the rows that follow. */
    private Optional<CsvRow> row(CsvFile.Line line) {
        CsvHeader known = Objects.requireNonNull(header);
        CsvRow row = CsvRow.of(line, known, files.form(), last == null ? Long.MIN_VALUE : last.at());
        if (row.time() instanceof RowTime.Unreadable) {
            Optional<CsvHeader> changed = files.form().changedHeader(line.text());
            if (changed.isPresent()) {
                headers++;
                if (!changed.get().equals(known)) {
                    LOG.warn(
                            "The columns of {} change to {}{}.",
                            path,
                            CsvWanted.quoted(changed.get().names()),
                            changed.get()
                                    .trouble()
                                    .map(said -> ": they " + said)
                                    .orElse(""));
                }
                header = changed.get();
                belowHeader = true;
                return Optional.empty();
            } else if (belowHeader && files.form().isUnits(line.text())) {
                headers++;
                return Optional.empty();
            }
        }
        belowHeader = false;
        return Optional.of(row);
    }

    /** How much of the file lies before the last row that was given, between 0 and 1; empty of a zipped one, or one that is followed. */
    OptionalDouble share() {
        CsvFile file = current;
        if (finished) {
            return OptionalDouble.of(1);
        }
        if (follow || rotated || last == null || file == null || file.isZipped()) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Math.min(1, (double) last.end() / Math.max(1, Files.size(path))));
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }

    /** The names of the variables of which the columns above the rows have none. */
    List<String> lacking() {
        CsvHeader known = header;
        return known == null ? List.of() : files.form().lacking(known.names());
    }

    /** How many lines it gave or took for headers. */
    long lines() {
        return lines;
    }

    /** How many lines in the middle were headers. */
    long headers() {
        return headers;
    }

    /** What separates the cells of its lines; nothing before the first. */
    Optional<String> separator() {
        return Optional.ofNullable(header).map(known -> CsvNotation.name(known.separator()));
    }

    /** What its lines were read as. */
    String encoding() {
        return current == null ? encoding : current.encoding();
    }

    /** Notes the row as the last; gives it unless it is one that was read before. */
    private Optional<CsvRow> noted(CsvRow row) {
        long newest = Math.max(row.position().at(), last == null ? Long.MIN_VALUE : last.at());
        CsvRow noted = row.at(newest);
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
            Optional<CsvBeginning> found = files.holding(last);
            if (found.isPresent()) {
                CsvFile file = use(found.get());
                isLastHere = true;
                belowHeader = false;
                return file;
            }
            LOG.warn("The last row that was read of {} is nowhere beside it; rows after its time are read.", path);
            after = last.at();
        }
        return files.earliest(last).map(this::use).orElse(null);
    }

    private CsvFile use(CsvBeginning beginning) {
        current = beginning.file();
        header = beginning.header();
        rotated = beginning.rotated();
        belowHeader = true;
        isLastHere = false;
        atEnd = false;
        return beginning.file();
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            encoding = current.encoding();
            current.close();
        }
        current = null;
        atEnd = false;
    }
}
