package org.skycast.edge.spool;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The records in the file: those that wait, and those that are set aside, as those are whose bytes have changed there. */
final class RecordTable {

    private final Database database;
    private final SpoolCodec codec;
    private final Losses losses;
    private final SpoolWriter writer;

    RecordTable(Database database, SpoolCodec codec, Losses losses, SpoolWriter writer) {
        this.database = database;
        this.codec = codec;
        this.losses = losses;
        this.writer = writer;
    }

    /** A record that cannot be read, and why. */
    private record Damaged(long id, Priority kind, long size, long taken, String reason) {}

    List<Spool.Waiting> oldest(int most, long bytes) throws SQLException {
        return read("WHERE parked IS NULL ORDER BY id", most, bytes);
    }

    List<Spool.Waiting> newest(int most, long bytes) throws SQLException {
        return read("WHERE parked IS NULL ORDER BY id DESC", most, bytes);
    }

    List<Spool.Waiting> freshReadings(Instant from, int most, long bytes) throws SQLException {
        return read(
                "WHERE parked IS NULL AND rank >= " + Priority.embedding.rank() + " AND taken >= " + from.toEpochMilli()
                        + " ORDER BY id",
                most,
                bytes);
    }

    long depth() throws SQLException {
        return database.number("SELECT records - (SELECT COUNT(*) FROM record WHERE parked IS NOT NULL) FROM total");
    }

    Optional<Instant> oldestTaken() throws SQLException {
        return database.ask(
                "SELECT taken FROM record WHERE parked IS NULL ORDER BY id LIMIT 1",
                rows -> rows.next() ? Optional.of(Instant.ofEpochMilli(rows.getLong(1))) : Optional.<Instant>empty());
    }

    void remove(Collection<Long> ids) throws SQLException {
        for (long id : ids) {
            database.change("DELETE FROM record WHERE id = ?", id);
        }
    }

    void park(long id, String reason) throws SQLException {
        database.change("UPDATE record SET parked = ? WHERE id = ?", reason, id);
    }

    int unpark() throws SQLException {
        return database.change("UPDATE record SET parked = NULL WHERE parked IS NOT NULL");
    }

    List<String> parked() throws SQLException {
        return database.ask("SELECT parked FROM record WHERE parked IS NOT NULL ORDER BY id", rows -> {
            List<String> reasons = new ArrayList<>();
            while (rows.next()) {
                reasons.add(rows.getString(1));
            }
            return reasons;
        });
    }

    SpoolState state(long maxBytes) throws SQLException {
        return new SpoolState(
                depth(),
                database.number("SELECT bytes FROM total"),
                maxBytes,
                oldestTaken(),
                database.number("SELECT COUNT(*) FROM record WHERE parked IS NOT NULL"),
                database.ask(ParkedReasons.QUERY, ParkedReasons::of),
                losses.all());
    }

    /**
     * Reads records.
     *
     * @param which the end of the question, from {@code WHERE} on
     * @param most at most so many
     * @param bytes no more are read once these are reached
     */
    private List<Spool.Waiting> read(String which, int most, long bytes) throws SQLException {
        List<Damaged> damaged = new ArrayList<>();
        List<Spool.Waiting> found = database.ask(
                "SELECT id, topic, station, at, taken, size, schema, body, crc, rank FROM record " + which + " LIMIT "
                        + most,
                rows -> {
                    List<Spool.Waiting> waiting = new ArrayList<>();
                    long sum = 0;
                    while (sum < bytes && rows.next()) {
                        sum += rows.getLong(6);
                        read(rows, waiting, damaged);
                    }
                    return waiting;
                });
        if (damaged.isEmpty()) {
            return found;
        }
        writer.change(() -> setAside(damaged));
        return read(which, most, bytes);
    }

    private void read(ResultSet row, List<Spool.Waiting> waiting, List<Damaged> damaged) throws SQLException {
        try {
            waiting.add(new Spool.Waiting(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    Micros.at(row.getLong(4)),
                    Instant.ofEpochMilli(row.getLong(5)),
                    row.getLong(6),
                    codec.decode(row.getLong(7), row.getBytes(8), row.getLong(9))));
        } catch (IOException | RuntimeException e) {
            damaged.add(new Damaged(
                    row.getLong(1),
                    Priority.ofRank(row.getInt(10)),
                    row.getLong(6),
                    row.getLong(5),
                    "It cannot be read: %s.".formatted(e.getMessage())));
        }
    }

    private void setAside(List<Damaged> damaged) throws SQLException {
        for (Damaged one : damaged) {
            park(one.id(), one.reason());
            losses.count(one.kind(), Loss.Cause.damaged, one.size(), one.taken());
        }
    }
}
