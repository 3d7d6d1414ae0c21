package org.skycast.edge.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.skycast.edge.inference.Journal;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Variable;

/** The journal in the spool's own file, so that both change in one transaction. */
final class JournalTable implements Journal {

    static final List<String> TABLES = List.of(
            // Numbers are never given twice, even once all entries are forgotten: AUTOINCREMENT keeps the highest.
            "CREATE TABLE IF NOT EXISTS journal (number INTEGER PRIMARY KEY AUTOINCREMENT, station TEXT NOT NULL,"
                    + " at INTEGER NOT NULL, taken INTEGER NOT NULL, kind TEXT NOT NULL, body BLOB NOT NULL)",
            "CREATE INDEX IF NOT EXISTS journal_at ON journal (station, at)");

    private static final String READ = "read";
    private static final String SAW = "saw";
    private static final String SILENT = "silent";

    private final Connection connection;
    private long next;

    JournalTable(Connection connection) {
        this.connection = connection;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT seq FROM sqlite_sequence WHERE name = 'journal'")) {
            next = row.next() ? row.getLong(1) + 1 : 1;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public long nextNumber() {
        return next++;
    }

    @Override
    public void append(Entry entry) {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO journal (number, station, at, taken, kind, body) VALUES (?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, entry.number());
            insert.setString(2, entry.stationId());
            insert.setLong(3, micros(entry.at()));
            insert.setLong(4, entry.takenAt().toEpochMilli());
            insert.setString(5, kind(entry.event()));
            insert.setBytes(6, body(entry.event()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void forget(String stationId, Instant time) {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM journal WHERE station = ? AND at < ?")) {
            delete.setString(1, stationId);
            delete.setLong(2, micros(time));
            delete.executeUpdate();
        } catch (SQLException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void forEach(Consumer<Entry> action) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT number, station, at, taken, kind, body FROM journal ORDER BY number")) {
            while (row.next()) {
                action.accept(new Entry(
                        row.getLong(1),
                        row.getString(2),
                        Instant.EPOCH.plus(row.getLong(3), ChronoUnit.MICROS),
                        Instant.ofEpochMilli(row.getLong(4)),
                        event(row.getString(5), row.getBytes(6))));
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static String kind(Event event) {
        if (event instanceof Read) {
            return READ;
        }
        return event instanceof Saw ? SAW : SILENT;
    }

    private static byte[] body(Event event) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            if (event instanceof Read read) {
                out.writeInt(read.values().size());
                for (Map.Entry<Variable, Double> value : read.values().entrySet()) {
                    out.writeUTF(value.getKey().cfName());
                    out.writeDouble(value.getValue());
                }
            } else if (event instanceof Saw saw) {
                out.writeUTF(saw.encoderSha256());
                out.writeUTF(saw.frameSha256().orElse(""));
                out.write(saw.embedding().halves());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static Event event(String kind, byte[] body) {
        try (var in = new DataInputStream(new ByteArrayInputStream(body))) {
            if (kind.equals(READ)) {
                Map<Variable, Double> values = new EnumMap<>(Variable.class);
                for (int left = in.readInt(); left > 0; left--) {
                    Optional<Variable> variable = Variable.named(in.readUTF());
                    double value = in.readDouble();
                    variable.ifPresent(known -> values.put(known, value));
                }
                return new Read(values);
            } else if (kind.equals(SAW)) {
                String encoder = in.readUTF();
                Optional<String> frame = Optional.of(in.readUTF()).filter(digest -> !digest.isEmpty());
                return new Saw(encoder, Embedding.ofHalves(in.readAllBytes()), frame);
            }
            return new Silent();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static SpoolException unreadable(Exception e) {
        return new SpoolException("The spool cannot be read (%s); check the disk.".formatted(e.getMessage()), e);
    }

    private static SpoolException unwritable(SQLException e) {
        return new SpoolException("The spool cannot be written (%s); check the disk.".formatted(e.getMessage()), e);
    }
}
