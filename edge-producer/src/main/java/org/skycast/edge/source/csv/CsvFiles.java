package org.skycast.edge.source.csv;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.source.SourceCheck;
import org.skycast.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the file to read on in, among the one that is followed and what was rotated beside it.
 *
 * @param path the one that is followed
 * @param form how their lines are read
 * @param said the files of which it was said that they cannot be read
 */
record CsvFiles(Path path, CsvForm form, boolean follow, Set<Path> said) {

    private static final Logger LOG = LoggerFactory.getLogger(CsvFiles.class);

    /** So many lines may stand before a header: a title, the station's name, units. */
    private static final int BEFORE_HEADER = 30;

    /** Whichever file has the row, behind it. */
    Optional<CsvBeginning> holding(CsvPosition position) throws IOException {
        List<Path> candidates = new ArrayList<>(Files.exists(path) ? List.of(path) : List.of());
        candidates.addAll(RotatedFiles.beside(path));
        for (Path candidate : candidates) {
            Optional<CsvFile> found =
                    candidate.equals(path) ? ifHolds(candidate, position) : beside(candidate, position);
            if (found.isPresent()) {
                found.get().seek(position.end());
                return Optional.of(
                        new CsvBeginning(found.get(), form.header(position), position.at(), !candidate.equals(path)));
            }
        }
        return Optional.empty();
    }

    /** The same of a file beside the followed one, which may be of any kind: one that cannot be read is not it. */
    private Optional<CsvFile> beside(Path candidate, CsvPosition position) {
        try {
            return ifHolds(candidate, position);
        } catch (IOException e) {
            passedOver(candidate, e);
            return Optional.empty();
        }
    }

    private Optional<CsvFile> ifHolds(Path candidate, CsvPosition position) throws IOException {
        CsvFile file = CsvFile.open(candidate, form.charset());
        boolean isIt = false;
        try {
            isIt = file.holds(position);
            return isIt ? Optional.of(file) : Optional.empty();
        } finally {
            if (!isIt) {
                file.close();
            }
        }
    }

    private void passedOver(Path candidate, IOException why) {
        if (said.add(candidate)) {
            LOG.warn(
                    "The file {} beside {} cannot be read ({}) and is passed over; if it holds rows, mend it.",
                    candidate,
                    path.getFileName(),
                    why instanceof EOFException ? "it is empty or cut short" : SourceCheck.reason(why));
        }
    }

    /**
     * Of the files that begin after the last row, the one that begins first; the followed one comes after all others.
     *
     * @param last row that was read; null before the first, when nothing was rotated yet
     */
    Optional<CsvBeginning> earliest(@Nullable CsvPosition last) throws IOException {
        Optional<CsvBeginning> main = beginning(path, false, last);
        if (last == null || (main.isEmpty() && follow)) {
            return main;
        }
        List<CsvBeginning> later = new ArrayList<>();
        for (Path candidate : RotatedFiles.of(path)) {
            Optional<CsvBeginning> beginning = rotatedBeginning(candidate, last);
            beginning.ifPresent(later::add);
        }
        long end = main.map(CsvBeginning::at).orElse(Long.MAX_VALUE);
        Optional<CsvBeginning> first = later.stream()
                .filter(beginning -> beginning.at() <= end)
                .min(Comparator.comparingLong(CsvBeginning::at)
                        .thenComparing(b -> b.file().path().toString().endsWith(".gz")));
        Optional<CsvBeginning> chosen = first.isPresent() ? first : main;
        for (CsvBeginning other : Stream.concat(main.stream(), later.stream()).toList()) {
            if (chosen.isEmpty() || !other.file().equals(chosen.get().file())) {
                other.file().close();
            }
        }
        return chosen;
    }

    private Optional<CsvBeginning> rotatedBeginning(Path candidate, CsvPosition last) throws IOException {
        try {
            Optional<CsvBeginning> beginning = beginning(candidate, true, last);
            if (beginning.isPresent()
                    && (beginning.get().at() < last.at()
                            || beginning.get().file().holds(last))) {
                beginning.get().file().close();
                return Optional.empty();
            }
            return beginning;
        } catch (NoSuchFileException | SettingsException e) {
            // Gone by now, or of another kind.
            return Optional.empty();
        } catch (IOException e) {
            passedOver(candidate, e);
            return Optional.empty();
        }
    }

    /** A file up to its first row whose time can be read, or to its end where none can; nothing where it has no row yet. */
    private Optional<CsvBeginning> beginning(Path candidate, boolean isRotated, @Nullable CsvPosition last)
            throws IOException {
        CsvFile file = CsvFile.open(candidate, form.charset());
        try {
            Optional<CsvBeginning> beginning = beginning(file, isRotated, last);
            if (beginning.isEmpty()) {
                file.close();
            }
            return beginning;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private Optional<CsvBeginning> beginning(CsvFile file, boolean isRotated, @Nullable CsvPosition last)
            throws IOException {
        boolean endIsEnd = !follow || isRotated;
        Optional<CsvHeader> header = headerOf(file, endIsEnd, last);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        long start = -1;
        for (Optional<CsvFile.Line> line = file.next(endIsEnd); line.isPresent(); line = file.next(endIsEnd)) {
            if (line.get().isBlank()) {
                continue;
            }
            start = start < 0 ? line.get().start() : start;
            long at = CsvRow.of(line.get(), header.get(), form, Long.MIN_VALUE)
                    .position()
                    .at();
            if (at != Long.MIN_VALUE) {
                file.seek(start);
                return Optional.of(new CsvBeginning(file, header.get(), at, isRotated));
            }
        }
        if (start >= 0) {
            file.seek(start);
            return Optional.of(new CsvBeginning(file, header.get(), Long.MIN_VALUE, isRotated));
        }
        return Optional.empty();
    }

    /**
     * The columns of a file by its first lines, the file then being behind them; a file that was cut in place lacks a header,
     * and its columns are as they were. Nothing where there is no line yet.
     */
    private Optional<CsvHeader> headerOf(CsvFile file, boolean endIsEnd, @Nullable CsvPosition last)
            throws IOException {
        List<String> lines = new ArrayList<>();
        long start = 0;
        while (lines.size() < BEFORE_HEADER) {
            Optional<CsvFile.Line> line = file.next(endIsEnd);
            if (line.isEmpty()) {
                break;
            } else if (line.get().isBlank()) {
                continue;
            }
            Optional<CsvHeader> header = form.header(line.get().text());
            if (header.isPresent()) {
                return header;
            }
            start = lines.isEmpty() ? line.get().start() : start;
            lines.add(line.get().text());
            // Rows that cannot be read may stand before the first that can; a title may, where names are told.
            boolean fromStart = form.isData(lines.get(0));
            Optional<CsvHeader> without =
                    fromStart || form.isTold() ? form.withoutHeader(line.get().text(), last) : Optional.empty();
            if (without.isPresent()) {
                file.seek(fromStart ? start : line.get().start());
                return without;
            }
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        throw form.noHeader(file.path(), lines);
    }
}
