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

/**
 * Finds the file to read on in, among the one that is followed and what was rotated beside it.
 *
 * @param path the one that is followed
 * @param wanted columns that a header must have
 * @param time of a row's cells, if it can be read
 */
record CsvFiles(Path path, List<String> wanted, boolean follow, Function<Map<String, String>, Optional<Instant>> time) {

    CsvFiles {
        wanted = List.copyOf(wanted);
    }

    /** Whichever file has the row, behind it. */
    Optional<CsvBeginning> holding(CsvPosition position) throws IOException {
        List<Path> candidates = new ArrayList<>(Files.exists(path) ? List.of(path) : List.of());
        candidates.addAll(RotatedFiles.beside(path));
        for (Path candidate : candidates) {
            CsvFile file = CsvFile.open(candidate);
            if (file.holds(position)) {
                file.seek(position.end());
                return Optional.of(new CsvBeginning(file, position.header(), position.at(), !candidate.equals(path)));
            }
            file.close();
        }
        return Optional.empty();
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
        } catch (NoSuchFileException | EOFException | SettingsException e) {
            // Gone by now, only half zipped, or of another kind.
            return Optional.empty();
        }
    }

    /** A file up to its first row whose time can be read, or to its end where none can; nothing where it has no row yet. */
    private Optional<CsvBeginning> beginning(Path candidate, boolean isRotated, @Nullable CsvPosition last)
            throws IOException {
        CsvFile file = CsvFile.open(candidate);
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
        List<String> columns = List.of();
        long start = -1;
        for (Optional<CsvFile.Line> line = file.next(endIsEnd); line.isPresent(); line = file.next(endIsEnd)) {
            if (line.get().isBlank()) {
                continue;
            }
            if (columns.isEmpty()) {
                List<String> cells = CsvRow.cells(line.get());
                columns = columns(cells, file.path(), last);
                if (columns.equals(cells)) {
                    continue;
                }
            }
            start = start < 0 ? line.get().start() : start;
            long at = CsvRow.of(line.get(), columns, time).position().at();
            if (at != Long.MIN_VALUE) {
                file.seek(start);
                return Optional.of(new CsvBeginning(file, columns, at, isRotated));
            }
        }
        if (start >= 0) {
            file.seek(start);
            return Optional.of(new CsvBeginning(file, columns, Long.MIN_VALUE, isRotated));
        }
        return Optional.empty();
    }

    /** The columns of a file by its first line, which a file that was cut in place lacks: then they are as they were. */
    private List<String> columns(List<String> firstLine, Path candidate, @Nullable CsvPosition last) {
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
}
