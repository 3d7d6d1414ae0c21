package org.skycast.edge.spool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.skycast.edge.source.Taken;

/**
 * What was taken from the sources and is not acknowledged yet, in a SQLite file.
 *
 * <p>What {@link #put} has returned from survives a crash or a loss of power: the journal is written ahead and synced at
 * each commit. Numbers, records and what was taken of which source change together or not at all, so after a crash no
 * number is used twice and nothing is taken twice. A record is removed once the broker has acknowledged it. Used from one
 * thread at a time.
 */
public final class Spool implements AutoCloseable {

    private final Connection connection;
    private final Instant epoch;
    private final SpoolCodec codec;
    private boolean nested;

    private Spool(Connection connection, Instant epoch) throws SQLException {
        this.connection = connection;
        this.epoch = epoch;
        this.codec = new SpoolCodec(connection);
    }

    /**
     * A record that waits.
     *
     * @param id its place in the order of sending
     * @param topic where it goes
     * @param key its station
     */
    public record Waiting(long id, String topic, String key, SpecificRecord value) {}

    /**
     * Opens a spool, or makes one.
     *
     * @param now the epoch of the numbers, if it is made
     * @throws SpoolException if the file cannot be opened
     */
    public static Spool open(Path file, Instant now) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=FULL");
                for (String table : SpoolCodec.TABLES) {
                    statement.execute(table);
                }
            }
            connection.setAutoCommit(false);
            return new Spool(connection, epoch(connection, now));
        } catch (SQLException | java.io.IOException e) {
            throw new SpoolException(
                    "The spool %s cannot be opened (%s); check the path, the rights and the disk."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static Instant epoch(Connection connection, Instant now) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long micros = Math.multiplyExact(now.getEpochSecond(), 1_000_000L) + now.getNano() / 1000;
            statement.execute("INSERT OR IGNORE INTO epoch (one, micros) VALUES (1, " + micros + ")");
            connection.commit();
            try (ResultSet row = statement.executeQuery("SELECT micros FROM epoch")) {
                row.next();
                long kept = row.getLong(1);
                return Instant.ofEpochSecond(Math.floorDiv(kept, 1_000_000L), Math.floorMod(kept, 1_000_000L) * 1000);
            }
        }
    }

    /** Keeps what a source gave, numbered; returns once it is on disk. */
    public void put(String source, List<Taken> taken) {
        transaction(() -> {
            for (Taken one : taken) {
                if (one instanceof Taken.Report) {
                    codec.insert(one, 0, epoch);
                } else {
                    codec.insert(one, number(one), epoch);
                    remember(source, one.item());
                }
            }
        });
    }

    /** Does several puts as one: all of it is on disk on return, or, where one fails, nothing. */
    public void together(Runnable puts) {
        nested = true;
        try {
            puts.run();
            connection.commit();
        } catch (SQLException e) {
            rollback();
            throw new SpoolException("The spool cannot be written (%s); check the disk.".formatted(e.getMessage()), e);
        } catch (RuntimeException e) {
            rollback();
            throw e;
        } finally {
            nested = false;
        }
    }

    private long number(Taken one) throws SQLException {
        String stream = one instanceof Taken.Frame ? "frames" : "readings";
        try (PreparedStatement next =
                connection.prepareStatement("INSERT INTO counter (station, stream, next) VALUES (?, ?, 1)"
                        + " ON CONFLICT (station, stream) DO UPDATE SET next = next + 1 RETURNING next - 1")) {
            next.setString(1, one.stationId());
            next.setString(2, stream);
            try (ResultSet row = next.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void remember(String source, String item) throws SQLException {
        String each = source.contains("/frames/")
                ? "INSERT OR IGNORE INTO taken (source, item) VALUES (?, ?)"
                : "INSERT INTO position (source, item) VALUES (?, ?) ON CONFLICT (source) DO UPDATE SET item = excluded.item";
        try (PreparedStatement insert = connection.prepareStatement(each)) {
            insert.setString(1, source);
            insert.setString(2, item);
            insert.executeUpdate();
        }
    }

    /** The last item taken of {@code source}. */
    public Optional<String> lastTaken(String source) {
        return ask(
                "SELECT item FROM position WHERE source = ?",
                row -> row.next() ? Optional.of(row.getString(1)) : Optional.<String>empty(),
                source);
    }

    /** Whether {@code item} of {@code source} was taken. */
    public boolean wasTaken(String source, String item) {
        return ask("SELECT 1 FROM taken WHERE source = ? AND item = ?", ResultSet::next, source, item);
    }

    /** The oldest records that wait, in the order in which they were put, after {@code id}. */
    public List<Waiting> waitingAfter(long id, int most) {
        return ask(
                "SELECT id, topic, station, schema, body FROM record WHERE parked IS NULL AND id > " + id
                        + " ORDER BY id LIMIT " + most,
                row -> {
                    List<Waiting> waiting = new ArrayList<>();
                    while (row.next()) {
                        waiting.add(new Waiting(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                codec.decode(row.getLong(4), row.getBytes(5))));
                    }
                    return waiting;
                });
    }

    /** How many records wait. */
    public long depth() {
        return ask("SELECT COUNT(*) FROM record WHERE parked IS NULL", row -> row.next() ? row.getLong(1) : 0L);
    }

    /** Removes what the broker has acknowledged. */
    public void trim(Collection<Long> acknowledged) {
        transaction(() -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM record WHERE id = ?")) {
                for (long id : acknowledged) {
                    delete.setLong(1, id);
                    delete.addBatch();
                }
                delete.executeBatch();
            }
        });
    }

    /** Sets aside a record that the broker will never take. */
    public void park(long id, String reason) {
        transaction(() -> {
            try (PreparedStatement update = connection.prepareStatement("UPDATE record SET parked = ? WHERE id = ?")) {
                update.setString(1, reason);
                update.setLong(2, id);
                update.executeUpdate();
            }
        });
    }

    /** Why records were set aside, in order. */
    public List<String> parked() {
        return ask("SELECT parked FROM record WHERE parked IS NOT NULL ORDER BY id", row -> {
            List<String> reasons = new ArrayList<>();
            while (row.next()) {
                reasons.add(row.getString(1));
            }
            return reasons;
        });
    }

    private interface Work {
        void run() throws SQLException;
    }

    private interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    private void transaction(Work work) {
        try {
            work.run();
            if (!nested) {
                connection.commit();
            }
        } catch (SQLException e) {
            rollback();
            throw new SpoolException("The spool cannot be written (%s); check the disk.".formatted(e.getMessage()), e);
        } catch (RuntimeException e) {
            rollback();
            throw e;
        }
    }

    private void rollback() {
        codec.forget();
        try {
            connection.rollback();
        } catch (SQLException ignored) {
            // The first failure says what is wrong.
        }
    }

    private <T> T ask(String sql, Reading<T> reading, String... parameters) {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = query.executeQuery()) {
                return reading.of(rows);
            }
        } catch (SQLException e) {
            throw new SpoolException("The spool cannot be read (%s); check the disk.".formatted(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            throw new SpoolException("The spool cannot be closed (%s).".formatted(e.getMessage()), e);
        }
    }
}
