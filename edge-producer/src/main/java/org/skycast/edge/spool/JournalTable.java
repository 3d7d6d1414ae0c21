package org.skycast.edge.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.skycast.edge.process.model.ModelJournal;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Variable;

/** The journal in the spool's own file, so that both change in one transaction. */
final class JournalTable implements ModelJournal {

    private static final String READ = "read";
    private static final String SAW = "saw";
    private static final String SILENT = "silent";

    /** Of a station; the body alone. */
    static final String NEWEST_READING =
            "SELECT body FROM journal WHERE station = ? AND kind = '" + READ + "' ORDER BY number DESC LIMIT 1";

    private final Database database;
    private final TaughtTable taught;
    private final AtomicLong next;

    JournalTable(Database database) throws SQLException {
        this.database = database;
        this.taught = new TaughtTable(database);
        this.next = new AtomicLong(database.number("SELECT seq FROM sqlite_sequence WHERE name = 'journal'") + 1);
    }

    @Override
    public long nextNumber() {
        return next.getAndIncrement();
    }

    /** Changes it; in the transaction of what is written. */
    void apply(Change change) throws SQLException {
        if (change instanceof Entry entry) {
            append(entry);
        } else if (change instanceof Forget forget) {
            database.change(
                    "DELETE FROM journal WHERE station = ? AND at < ?", forget.stationId(), Micros.of(forget.before()));
            taught.forget(forget.stationId(), forget.before());
        } else if (change instanceof Taught now) {
            taught.keep(now);
        }
    }

    private void append(Entry entry) throws SQLException {
        database.change(
                "INSERT INTO journal (number, station, at, taken, kind, body) VALUES (?, ?, ?, ?, ?, ?)",
                entry.number(),
                entry.stationId(),
                Micros.of(entry.at()),
                entry.takenAt().toEpochMilli(),
                kind(entry.event()),
                body(entry.event()));
    }

    @Override
    public void forEach(Consumer<Entry> action) {
        try {
            database.ask("SELECT number, station, at, taken, kind, body FROM journal ORDER BY number", row -> {
                while (row.next()) {
                    action.accept(new Entry(
                            row.getLong(1),
                            row.getString(2),
                            Micros.at(row.getLong(3)),
                            Instant.ofEpochMilli(row.getLong(4)),
                            event(row.getString(5), row.getBytes(6))));
                }
                return true;
            });
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Optional<Taught> taught(String stationId) {
        try {
            return taught.of(stationId);
        } catch (SQLException e) {
            throw unreadable(e);
        }
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

    /** A reading, of the body that it was written in. */
    static Read reading(byte[] body) {
        return (Read) event(READ, body);
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
}
