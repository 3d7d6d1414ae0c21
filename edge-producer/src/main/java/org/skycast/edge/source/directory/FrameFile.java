package org.skycast.edge.source.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A file as it is at a look.
 *
 * @param name from its source's directory on, with slashes
 * @param size in bytes
 * @param modified to the millisecond
 */
record FrameFile(Path path, String name, long size, Instant modified) {

    static FrameFile of(Path directory, Path path, BasicFileAttributes attributes) {
        String name = directory.relativize(path).toString().replace('\\', '/');
        return new FrameFile(
                path,
                name,
                attributes.size(),
                attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** Whether it is as it was, as far as can be told without reading it. */
    boolean isSame(FrameFile before) {
        return size == before.size && modified.equals(before.modified);
    }

    /**
     * Its bytes.
     *
     * @throws IOException if it cannot be read, or has others by now than it had at the look
     */
    byte[] read() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] image = in.readNBytes((int) size + 1);
            if (image.length != size) {
                throw new IOException("it changes while it is read");
            }
            return image;
        }
    }
}
