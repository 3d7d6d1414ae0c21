package org.skycast.dashboard.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.skycast.settings.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dashboard's SQLite file: what was made of the log, and how far the log was read, changed in one transaction. It holds nothing that
 * the log does not: whoever deletes it while nothing runs has it filled anew. One thread writes; any read.
 */
public final class Store implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private static final int READERS = 4;

    private final Path file;
    private final Sql writer;
    private final List<Sql> all = new ArrayList<>();
    private final BlockingQueue<Sql> readers = new ArrayBlockingQueue<>(READERS);

    /** Changes that belong together. */
    @FunctionalInterface
    public interface Work {
        void with(Sql sql) throws SQLException;
    }

    /** A question. */
    @FunctionalInterface
    public interface Question<T> {
        T ask(Sql sql) throws SQLException;
    }

    private Store(Path file, Sql writer) {
        this.file = file;
        this.writer = writer;
    }

    /**
     * Opens a store, or makes it. One of another version, or one that is damaged, is deleted first.
     *
     * @throws StoreException if the file cannot be made
     */
    public static Store open(Path file) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            if (Files.exists(file) && !isOfThisVersion(file)) {
                LOG.warn("The store {} is of another version or damaged; it is deleted and filled anew.", file);
                delete(file);
            }
            PrivateFiles.make(file);
            for (String beside : List.of("-wal", "-shm")) {
                PrivateFiles.close(file.resolveSibling(file.getFileName() + beside));
            }
            return filled(file);
        } catch (SQLException | IOException e) {
            throw new StoreException(
                    "The store %s cannot be opened (%s); name another file or make room."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static Store filled(Path file) throws SQLException {
        var store = new Store(file, connect(file, false));
        store.all.add(store.writer);
        if (store.writer.number("PRAGMA user_version") == 0) {
            store.write(sql -> {
                for (String table : StoreTables.ALL) {
                    sql.execute(table);
                }
                sql.execute("PRAGMA user_version=" + StoreTables.VERSION);
            });
        }
        for (int i = 0; i < READERS; i++) {
            Sql reader = connect(file, true);
            store.all.add(reader);
            store.readers.add(reader);
        }
        return store;
    }

    private static boolean isOfThisVersion(Path file) {
        try (Sql sql = connect(file, false)) {
            long version = sql.number("PRAGMA user_version");
            boolean empty = sql.number("SELECT count(*) FROM sqlite_master") == 0;
            return version == StoreTables.VERSION || empty;
        } catch (SQLException e) {
            return false;
        }
    }

    private static void delete(Path file) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
        }
    }

    private static Sql connect(Path file, boolean reads) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
        var sql = new Sql(connection);
        try {
            sql.execute("PRAGMA busy_timeout=10000");
            sql.execute("PRAGMA journal_mode=WAL");
            // A loss of power may take the last transactions, each with its offsets: they are read again.
            sql.execute("PRAGMA synchronous=NORMAL");
            sql.execute("PRAGMA journal_size_limit=16777216");
            sql.execute("PRAGMA cache_size=-8192");
            if (reads) {
                sql.execute("PRAGMA query_only=1");
            }
            return sql;
        } catch (SQLException e) {
            sql.close();
            throw e;
        }
    }

    /**
     * Does work wholly or not at all.
     *
     * @throws StoreException if it cannot be done, such as on a full disk; nothing has changed then
     */
    public synchronized void write(Work work) {
        try {
            writer.execute("BEGIN IMMEDIATE");
            try {
                work.with(writer);
                writer.execute("COMMIT");
            } catch (SQLException | RuntimeException | Error e) {
                rollBack();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException(
                    "The store %s cannot be written: %s. Is its disk full?".formatted(file, e.getMessage()), e);
        }
    }

    private void rollBack() {
        try {
            writer.execute("ROLLBACK");
        } catch (SQLException ignored) {
            // On a full disk SQLite has gone back by itself; the first failure says what is wrong.
        }
    }

    /**
     * Asks; what is written meanwhile is not seen.
     *
     * @throws StoreException if there is no answer
     */
    public <T> T read(Question<T> question) {
        Sql reader = taken();
        try {
            reader.execute("BEGIN");
            try {
                return question.ask(reader);
            } finally {
                reader.execute("COMMIT");
            }
        } catch (SQLException e) {
            throw new StoreException("The store %s cannot be read: %s.".formatted(file, e.getMessage()), e);
        } finally {
            readers.add(reader);
        }
    }

    private Sql taken() {
        try {
            return readers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("The store was closed while it was asked.", e);
        }
    }

    /** How much the file and its journal take on the disk, in bytes. */
    public long bytes() {
        long bytes = 0;
        for (String suffix : List.of("", "-wal")) {
            try {
                bytes += Files.size(file.resolveSibling(file.getFileName() + suffix));
            } catch (IOException e) {
                // The journal is not always there.
            }
        }
        return bytes;
    }

    @Override
    public synchronized void close() {
        for (Sql sql : all) {
            try {
                sql.close();
            } catch (SQLException e) {
                LOG.warn("The store {} was not closed well: {}", file, e.getMessage());
            }
        }
    }
}
