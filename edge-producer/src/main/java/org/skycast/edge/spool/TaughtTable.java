package org.skycast.edge.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.skycast.edge.process.model.ModelJournal.Taught;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.forecast.LearningSnapshot;
import org.skycast.nowcast.learn.LearningState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stations have taught, beside the journal; of each station one, which is replaced about once a day. */
final class TaughtTable {

    private static final Logger LOG = LoggerFactory.getLogger(TaughtTable.class);

    /** What follows for the bytes in force: there are none, they are those that were learnt, or they come themselves. */
    private enum InForce {
        NONE,
        AS_LEARNT,
        OTHER
    }

    private final Database database;

    TaughtTable(Database database) {
        this.database = database;
    }

    /** In the place of the one before; in the transaction of what is written. */
    void keep(Taught taught) throws SQLException {
        byte[] body = body(taught.state());
        database.change(
                "INSERT OR REPLACE INTO taught (station, number, since, crc, body) VALUES (?, ?, ?, ?, ?)",
                taught.stationId(),
                taught.number(),
                Micros.of(taught.since()),
                SpoolCodec.crc(body),
                body);
    }

    /** The journal no longer reaches back before a time: what needs more of it cannot be gone on from. */
    void forget(String station, Instant before) throws SQLException {
        database.change("DELETE FROM taught WHERE station = ? AND since < ?", station, Micros.of(before));
    }

    /** Of a station; of what is damaged on the disk, nothing. */
    Optional<Taught> of(String station) throws SQLException {
        return database.ask(
                "SELECT number, since, crc, body FROM taught WHERE station = ?",
                row -> row.next() ? taught(station, row) : Optional.empty(),
                station);
    }

    private static Optional<Taught> taught(String station, ResultSet row) throws SQLException {
        byte[] body = row.getBytes(4);
        try {
            if (SpoolCodec.crc(body) != row.getLong(3)) {
                throw new IOException("its bytes on the disk are not those that were written");
            }
            return Optional.of(new Taught(row.getLong(1), Micros.at(row.getLong(2)), state(station, body)));
        } catch (IOException e) {
            LOG.warn(
                    "What the station {} had taught its model cannot be read ({}); it begins anew.",
                    station,
                    e.getMessage());
            return Optional.empty();
        }
    }

    private static byte[] body(LearningState state) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(state.model().id());
            out.writeUTF(state.model().version());
            out.writeUTF(state.model().sha256());
            write(out, state.learnt());
            write(out, state.awaited());
            LearningSnapshot inForce = state.inForce();
            out.writeLong(inForce.from().getEpochSecond());
            out.writeInt(inForce.from().getNano());
            out.writeInt(inForce.days());
            out.writeLong(inForce.cases());
            InForce as = inForce.learnt()
                    .map(learnt -> Arrays.equals(learnt, state.learnt()) ? InForce.AS_LEARNT : InForce.OTHER)
                    .orElse(InForce.NONE);
            out.writeByte(as.ordinal());
            if (as == InForce.OTHER) {
                write(out, inForce.learnt().orElseThrow());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static LearningState state(String station, byte[] body) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(body))) {
            var model = new Model(in.readUTF(), in.readUTF(), in.readUTF());
            byte[] learnt = read(in);
            byte[] awaited = read(in);
            Instant from = Instant.ofEpochSecond(in.readLong(), in.readInt());
            int days = in.readInt();
            long cases = in.readLong();
            Optional<byte[]> inForce = switch (InForce.values()[in.readByte()]) {
                case NONE -> Optional.empty();
                case AS_LEARNT -> Optional.of(learnt);
                case OTHER -> Optional.of(read(in));
            };
            return new LearningState(
                    model, new LearningSnapshot(station, model, from, days, cases, inForce), learnt, awaited);
        }
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
