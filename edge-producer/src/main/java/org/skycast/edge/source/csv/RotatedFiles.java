package org.skycast.edge.source.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where a file lies once it is rotated: beside the one that took its place. */
final class RotatedFiles {

    private RotatedFiles() {}

    /** All files beside {@code path}, those whose names begin with its name first. */
    static List<Path> beside(Path path) throws IOException {
        String name = String.valueOf(path.getFileName());
        return files(path).stream()
                .sorted(java.util.Comparator.comparing(
                                (Path other) -> !name(other).startsWith(name))
                        .thenComparing(Path::toString))
                .toList();
    }

    /**
     * Files that, by their names, are what {@code path} was: readings.csv.1, readings.csv-20260601.gz or
     * readings-20260601.csv, and not readings-2.csv, which may be another logger's.
     */
    static List<Path> of(Path path) throws IOException {
        String name = String.valueOf(path.getFileName());
        int dot = name.indexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        String ending = dot < 0 ? "" : name.substring(dot);
        Pattern rotated = Pattern.compile(Pattern.quote(name) + "[-._].+|" + Pattern.quote(stem)
                + "[-._]\\d{6,}[-_0-9T:Z]*" + Pattern.quote(ending) + "(\\.gz)?");
        return files(path).stream()
                .filter(other -> rotated.matcher(name(other)).matches())
                .toList();
    }

    private static List<Path> files(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !name(file).equals(name(path)))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
