package org.skycast.edge.source.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The JPEG and PNG files of a directory. */
final class FrameFiles {

    private static final Duration WRITTEN = Duration.ofSeconds(2);

    private FrameFiles() {}

    /** @throws UncheckedIOException if the directory cannot be read */
    static List<Path> in(String stationId, DirectoryFrames config) {
        try (Stream<Path> files = Files.list(config.directory())) {
            return files.filter(FrameFiles::isImage).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The directory %s of station %s cannot be read; check that it is there and may be read."
                            .formatted(config.directory(), stationId),
                    e);
        }
    }

    /** What a file is called as an item of its source. */
    static String item(Path file) {
        return file.getFileName().toString();
    }

    /** Whether all of a file is there: it has not changed for a while. */
    static boolean isWritten(Path file, Instant now) {
        try {
            return Files.getLastModifiedTime(file).toInstant().plus(WRITTEN).isBefore(now);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".png");
    }
}
