package org.skycast.edge.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Room on the disk that is given back when the disk is full: also to remove records, SQLite must first write to its
 * journal.
 */
final class Reserve {

    private static final int BYTES = 4 << 20;

    private final Path file;

    Reserve(Path spool) {
        this.file = spool.resolveSibling(spool.getFileName() + "-reserve");
    }

    /** Takes the room, where it is not taken yet and there is that much. */
    void take() {
        try {
            if (Files.exists(file)) {
                return;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Written, not only lengthened: a file with holes takes no room.
                channel.write(ByteBuffer.allocate(BYTES));
                channel.force(true);
            }
        } catch (IOException e) {
            release();
        }
    }

    /** Gives the room back. */
    void release() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // Then there is that much less room; whoever needs it finds out.
        }
    }
}
