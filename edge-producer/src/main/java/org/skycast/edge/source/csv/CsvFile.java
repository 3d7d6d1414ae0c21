package org.skycast.edge.source.csv;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, plain or gzipped, from any byte on. It stays open, so a plain one that is renamed is read on. A line
 * that is longer than any that a logger writes is cut.
 */
final class CsvFile implements AutoCloseable {

    private static final int BLOCK = 1 << 16;

    private final Path path;
    private final CsvBytes bytes;
    private final long size;
    private final @Nullable Object key;
    private final CsvText text;
    private final LineEnds ends;
    private String encoding = CsvText.USUAL;
    private byte[] buffer = new byte[BLOCK];
    private int from;
    private int to;
    private long offset;

    /**
     * A line.
     *
     * @param bytes with the line feed, if it has one
     * @param text of it, without a mark of its encoding
     * @param start in the file
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record Line(byte[] bytes, String text, long start) {
        long end() {
            return start + bytes.length;
        }

        boolean isBlank() {
            return text.isBlank();
        }
    }

    private CsvFile(Path path, CsvBytes bytes, @Nullable Object key, CsvText text) throws IOException {
        this.size = bytes.size();
        this.path = path;
        this.bytes = bytes;
        this.key = key;
        this.text = text;
        this.ends = new LineEnds(text);
    }

    /** @param said the encoding, if it is said */
    static CsvFile open(Path path, Optional<Charset> said) throws IOException {
        var bytes = new CsvBytes(path, BLOCK);
        try {
            return new CsvFile(path, bytes, key(path), CsvText.of(first(bytes), said));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private static byte[] first(CsvBytes bytes) throws IOException {
        byte[] first = new byte[4];
        int read = Math.max(0, bytes.read(first, 0, first.length, 0));
        return Arrays.copyOf(first, read);
    }

    /** What tells the file at {@code path} apart from others, whatever its name; null where a file system has no such thing. */
    static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    Path path() {
        return path;
    }

    /** What its lines were read as; of two encodings the unusual. */
    String encoding() {
        return encoding;
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
        return endOfLine(false) < 0;
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
            int end = endOfLine(false);
            if (end >= 0) {
                return Optional.of(take(end));
            }
            if (!fill()) {
                int last = endOfLine(true);
                if (last >= 0) {
                    return Optional.of(take(last));
                }
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
        byte[] taken = Arrays.copyOfRange(buffer, from, end);
        var line = new Line(taken, text.decode(taken), offset);
        String name = text.name(taken);
        encoding = name.equals(CsvText.USUAL) ? encoding : name;
        offset = line.end();
        from = end;
        return line;
    }

    private int endOfLine(boolean isAll) {
        int end = ends.first(buffer, from, to, isAll);
        boolean isEndless = end < 0 && to - from >= BLOCK;
        return isEndless ? to - (to - from) % text.unit() : end;
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
