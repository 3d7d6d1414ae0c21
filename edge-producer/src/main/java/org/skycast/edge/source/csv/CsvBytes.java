package org.skycast.edge.source.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The bytes of a file, plain or what a gzipped one holds, from anywhere on. It stays open, so a plain one may be renamed. */
final class CsvBytes implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private final int block;
    private @Nullable InputStream unzipped;
    private long unzippedTo;

    /** @param block of a zipped file, that is unzipped at once */
    CsvBytes(Path path, int block) throws IOException {
        this.path = path;
        this.block = block;
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
    }

    boolean isZipped() {
        return path.toString().endsWith(".gz");
    }

    /** The size of the file itself, also of a zipped one. */
    long size() throws IOException {
        return channel.size();
    }

    /**
     * Reads {@code length} bytes at most from {@code position} on.
     *
     * @return how many; less than none at the end
     */
    int read(byte[] into, int at, int length, long position) throws IOException {
        if (!isZipped()) {
            return channel.read(ByteBuffer.wrap(into, at, length), position);
        }
        InputStream stream = unzipped;
        if (stream == null || position < unzippedTo) {
            close(stream);
            stream = new GZIPInputStream(Files.newInputStream(path), block);
            unzipped = stream;
            unzippedTo = 0;
        }
        while (unzippedTo < position) {
            long skipped = stream.skip(position - unzippedTo);
            if (skipped == 0 && stream.read() < 0) {
                return -1;
            }
            unzippedTo += Math.max(1, skipped);
        }
        int read = stream.read(into, at, length);
        unzippedTo += Math.max(0, read);
        return read;
    }

    private static void close(@Nullable InputStream stream) throws IOException {
        if (stream != null) {
            stream.close();
        }
    }

    @Override
    public void close() throws IOException {
        close(unzipped);
        channel.close();
    }
}
