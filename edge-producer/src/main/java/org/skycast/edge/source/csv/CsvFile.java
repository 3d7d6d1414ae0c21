package org.skycast.edge.source.csv;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, plain or gzipped, from any byte on. It stays open, so a plain one that is renamed is read on. Line
 * feeds in quotes do not end a line, unless a line would be longer than any that a logger writes.
 */
final class CsvFile implements AutoCloseable {

    private static final int BLOCK = 1 << 16;

    private final Path path;
    private final CsvBytes bytes;
    private final long size;
    private final @Nullable Object key;
    private byte[] buffer = new byte[BLOCK];
    private int from;
    private int to;
    private long offset;

    /**
     * A line.
     *
     * @param bytes with the line feed, if it has one
     * @param start in the file
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record Line(byte[] bytes, long start) {
        long end() {
            return start + bytes.length;
        }

        boolean isBlank() {
            for (byte one : bytes) {
                if (one != '\n' && one != '\r') {
                    return false;
                }
            }
            return true;
        }
    }

    private CsvFile(Path path, CsvBytes bytes, @Nullable Object key) throws IOException {
        this.size = bytes.size();
        this.path = path;
        this.bytes = bytes;
        this.key = key;
    }

    static CsvFile open(Path path) throws IOException {
        var bytes = new CsvBytes(path, BLOCK);
        try {
            return new CsvFile(path, bytes, key(path));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** What tells the file at {@code path} apart from others, whatever its name; null where a file system has no such thing. */
    static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    Path path() {
        return path;
    }

    boolean isZipped() {
        return bytes.isZipped();
    }

    /** Whether there may be more; of a zipped file only if its size has changed, since looking means reading all of it. */
    boolean mayHaveGrown() throws IOException {
        return !isZipped() || !Files.exists(path) || Files.size(path) != size;
    }

    /** Whether another file is at {@code other} by now. */
    boolean isNot(Path other) throws IOException {
        return !Objects.equals(key, key(other));
    }

    /** Whether the next line is not at hand as a whole, so that the file would be read for it. */
    boolean needsMore() {
        return endOfLine() < 0;
    }

    /** Goes on at a byte. */
    void seek(long start) {
        offset = start;
        from = 0;
        to = 0;
    }

    /** Whether the row of {@code position} is where it was. */
    boolean holds(CsvPosition position) throws IOException {
        int length = Math.toIntExact(position.end() - position.start());
        byte[] row = new byte[length];
        int read = 0;
        try {
            while (read < length) {
                int more = bytes.read(row, read, length - read, position.start() + read);
                if (more < 0) {
                    return false;
                }
                read += more;
            }
        } catch (EOFException e) {
            // A zipped file that is only half written.
            return false;
        }
        return CsvPosition.print(row).equals(position.print());
    }

    /**
     * The next line, if it is all there.
     *
     * @param endIsEnd whether what stands after the last line feed is a line too
     */
    Optional<Line> next(boolean endIsEnd) throws IOException {
        while (true) {
            int end = endOfLine();
            if (end >= 0) {
                return Optional.of(take(end));
            }
            if (!fill()) {
                if (endIsEnd && to > from) {
                    return Optional.of(take(to));
                }
                // What is there of a line is read again once the file has grown.
                seek(offset);
                return Optional.empty();
            }
        }
    }

    private Line take(int end) {
        var line = new Line(Arrays.copyOfRange(buffer, from, end), offset);
        offset = line.end();
        from = end;
        return line;
    }

    private int endOfLine() {
        boolean quoted = false;
        int first = -1;
        for (int i = from; i < to; i++) {
            if (buffer[i] == '"') {
                quoted = !quoted;
            } else if (buffer[i] == '\n') {
                if (!quoted) {
                    return i + 1;
                }
                first = first < 0 ? i + 1 : first;
            }
        }
        boolean isEndless = to - from >= BLOCK;
        return isEndless ? (first < 0 ? to : first) : -1;
    }

    private boolean fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        if (buffer.length < to + BLOCK) {
            buffer = Arrays.copyOf(buffer, to + BLOCK);
        }
        int read = bytes.read(buffer, to, BLOCK, offset + to);
        to += Math.max(read, 0);
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
