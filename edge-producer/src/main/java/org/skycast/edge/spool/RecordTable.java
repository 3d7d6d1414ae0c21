package org.skycast.edge.spool;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The records that wait, as they are read from the file; those whose bytes have changed there are set aside. */
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

    /**
     * Reads records.
     *
     * @param which the end of the question, from {@code WHERE} on
     * @param records at most
     * @param bytes no more are read once these are reached
     */
    List<Spool.Waiting> read(String which, int records, long bytes) throws SQLException {
        List<Damaged> damaged = new ArrayList<>();
        List<Spool.Waiting> found = database.ask(
                "SELECT id, topic, station, at, taken, size, schema, body, crc, rank FROM record " + which + " LIMIT "
                        + records,
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
        return read(which, records, bytes);
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
                    Priority.values()[row.getInt(10)],
                    row.getLong(6),
                    row.getLong(5),
                    "It cannot be read: %s.".formatted(e.getMessage())));
        }
    }

    private void setAside(List<Damaged> damaged) throws SQLException {
        for (Damaged one : damaged) {
            database.change("UPDATE record SET parked = ? WHERE id = ?", one.reason(), one.id());
            losses.count(one.kind(), Loss.Cause.damaged, one.size(), one.taken());
        }
    }
}
