package org.skycast.edge.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skycast.settings.PrivateFiles;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The spool's SQLite file. The journal is written ahead and synced at each commit, so what was committed survives a crash
 * and a loss of power, and what was being written is gone as a whole.
 */
final class Database implements AutoCloseable {

    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS epoch (one INTEGER PRIMARY KEY, micros INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS counter (station TEXT, stream TEXT, next INTEGER NOT NULL,"
                    + " PRIMARY KEY (station, stream))",
            "CREATE TABLE IF NOT EXISTS schema (id INTEGER PRIMARY KEY, json TEXT UNIQUE NOT NULL)",
            // at: event time in microseconds; taken: in milliseconds; rank: what it is worth; crc: of the body
            "CREATE TABLE IF NOT EXISTS record (id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, station"
                    + " TEXT NOT NULL, at INTEGER NOT NULL, taken INTEGER NOT NULL, rank INTEGER NOT NULL, schema INTEGER"
                    + " NOT NULL, crc INTEGER NOT NULL, size INTEGER NOT NULL, parked TEXT, body BLOB NOT NULL)",
            "CREATE INDEX IF NOT EXISTS record_by_rank ON record (rank, id)",
            "CREATE INDEX IF NOT EXISTS record_parked ON record (id) WHERE parked IS NOT NULL",
            "CREATE TABLE IF NOT EXISTS total (one INTEGER PRIMARY KEY, records INTEGER NOT NULL, bytes INTEGER NOT"
                    + " NULL)",
            "INSERT OR IGNORE INTO total VALUES (1, 0, 0)",
            "CREATE TRIGGER IF NOT EXISTS record_in AFTER INSERT ON record"
                    + " BEGIN UPDATE total SET records = records + 1, bytes = bytes + NEW.size; END",
            "CREATE TRIGGER IF NOT EXISTS record_out AFTER DELETE ON record"
                    + " BEGIN UPDATE total SET records = records - 1, bytes = bytes - OLD.size; END",
            "CREATE TABLE IF NOT EXISTS loss (kind TEXT, cause TEXT, records INTEGER NOT NULL, bytes INTEGER NOT NULL,"
                    + " newest INTEGER NOT NULL, PRIMARY KEY (kind, cause))",
            // Numbers are never given twice, even once all entries are forgotten: AUTOINCREMENT keeps the highest.
            "CREATE TABLE IF NOT EXISTS journal (number INTEGER PRIMARY KEY AUTOINCREMENT, station TEXT NOT NULL,"
                    + " at INTEGER NOT NULL, taken INTEGER NOT NULL, kind TEXT NOT NULL, body BLOB NOT NULL)",
            "CREATE INDEX IF NOT EXISTS journal_at ON journal (station, at)",
            // number: of the journal's entry after which it stood so; since: from where the journal must reach, as at
            "CREATE TABLE IF NOT EXISTS taught (station TEXT PRIMARY KEY, number INTEGER NOT NULL, since INTEGER NOT"
                    + " NULL, crc INTEGER NOT NULL, body BLOB NOT NULL)",
            // Twice, on pages of their own: a source whose place is lost would give everything again, with new numbers.
            "CREATE TABLE IF NOT EXISTS position (source TEXT PRIMARY KEY, item TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS position_again (source TEXT PRIMARY KEY, item TEXT NOT NULL)",
            "CREATE TRIGGER IF NOT EXISTS position_in AFTER INSERT ON position"
                    + " BEGIN DELETE FROM position_again WHERE source = NEW.source;"
                    + " INSERT INTO position_again VALUES (NEW.source, NEW.item); END",
            "CREATE TRIGGER IF NOT EXISTS position_on AFTER UPDATE ON position"
                    + " BEGIN DELETE FROM position_again WHERE source = NEW.source;"
                    + " INSERT INTO position_again VALUES (NEW.source, NEW.item); END",
            "CREATE TABLE IF NOT EXISTS taken (source TEXT, item TEXT, PRIMARY KEY (source, item))");

    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** Statements that belong together. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    /** What is made of the rows of an answer. */
    @FunctionalInterface
    interface Rows<T> {
        T of(ResultSet rows) throws SQLException;
    }

    /** @throws SQLException if the file cannot be opened or is damaged */
    static Database open(Path file) throws SQLException, IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        // SQLite gives what it writes beside the file the file's rights.
        PrivateFiles.make(file);
        for (String beside : List.of("-wal", "-shm", "-journal")) {
            PrivateFiles.close(file.resolveSibling(file.getFileName() + beside));
        }
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=10000");
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=FULL");
            // A journal that grew while much was written gives its room back.
            statement.execute("PRAGMA journal_size_limit=4194304");
            for (String table : TABLES) {
                statement.execute(table);
            }
            return new Database(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether {@code failure} says that the file is damaged. */
    static boolean isDamage(SQLException failure) {
        return failure instanceof SQLiteException sqlite
                && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
                        || (sqlite.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_CORRUPT.code);
    }

    /** Whether {@code failure} says that nothing more fits on the disk. */
    static boolean isFull(SQLException failure) {
        return failure instanceof SQLiteException sqlite
                && ((sqlite.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_FULL.code
                        // writing the journal's index fails so where there is no room to map it
                        || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_WRITE
                        || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE);
    }

    /** Does {@code work} wholly, on disk on return, or not at all. */
    void transaction(Work work) throws SQLException {
        execute("BEGIN IMMEDIATE");
        try {
            work.run();
            execute("COMMIT");
        } catch (SQLException | RuntimeException | Error e) {
            rollback();
            throw e;
        }
    }

    private void rollback() {
        try {
            execute("ROLLBACK");
        } catch (SQLException ignored) {
            // On a full disk SQLite has gone back by itself; in any case the first failure says what is wrong.
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Asks; parameters are strings, whole numbers or bytes. */
    <T> T ask(String sql, Rows<T> rows, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement query = prepared(sql, parameters);
                ResultSet answer = query.executeQuery()) {
            return rows.of(answer);
        }
    }

    /** A number that is asked for; 0 where there is none. */
    long number(String sql, @Nullable Object... parameters) throws SQLException {
        return ask(sql, rows -> rows.next() ? rows.getLong(1) : 0L, parameters);
    }

    /** Changes rows; gives how many. */
    int change(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement change = prepared(sql, parameters)) {
            return change.executeUpdate();
        }
    }

    private PreparedStatement prepared(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i] instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else {
                statement.setObject(i + 1, parameters[i]);
            }
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
