package org.skycast.edge.spool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.skycast.avro.StationStatus;
import org.skycast.edge.source.Sample;
import org.skycast.records.EmbeddingRecords;
import org.skycast.records.FrameRecords;
import org.skycast.records.Numbered;
import org.skycast.records.ReadingRecords;
import org.skycast.schemas.AvroTrust;
import org.skycast.topics.Topics;

/**
 * Records as the spool keeps them: Avro, with the schema they were written with beside them, so that a later version of
 * this program sends what an earlier one had taken.
 */
final class SpoolCodec {

    static {
        AvroTrust.establish();
    }

    private final Database database;
    private final Map<Long, Schema> writers = new HashMap<>();
    private final Map<Schema, Long> ids = new HashMap<>();

    SpoolCodec(Database database) {
        this.database = database;
    }

    void insert(Sample taken, long sequence, Instant epoch, Instant now) throws SQLException {
        SpecificRecord record = record(taken, sequence, epoch);
        if (record instanceof StationStatus) {
            // Of heartbeats the newest alone is worth keeping; one that is being sent meanwhile is sent all the same.
            database.change(
                    "DELETE FROM record WHERE topic = ? AND station = ? AND rank = ? AND parked IS NULL",
                    topic(taken),
                    taken.stationId(),
                    Priority.report.rank());
        }
        byte[] body = encode(record);
        database.change(
                "INSERT INTO record (topic, station, at, taken, rank, schema, crc, size, body) VALUES (?,?,?,?,?,?,?,?,?)",
                topic(taken),
                taken.stationId(),
                Micros.of(taken.at()),
                now.toEpochMilli(),
                Priority.of(taken).rank(),
                schemaId(record.getSchema()),
                crc(body),
                (long) body.length,
                body);
    }

    private static SpecificRecord record(Sample taken, long sequence, Instant epoch) {
        var numbered = new Numbered(taken.stationId(), epoch, sequence, taken.at());
        if (taken instanceof Sample.Frame frame) {
            return FrameRecords.toAvro(numbered, frame.image());
        } else if (taken instanceof Sample.Values reading) {
            return ReadingRecords.toAvro(numbered, reading.values());
        } else if (taken instanceof Sample.Sky sky) {
            return EmbeddingRecords.toAvro(
                    numbered, sky.modelId(), sky.encoderSha256(), sky.embedding(), sky.frameSha256());
        }
        return ((Sample.Report) taken).record();
    }

    private static String topic(Sample taken) {
        if (taken instanceof Sample.Report report) {
            return report.topic();
        } else if (taken instanceof Sample.Sky) {
            return Topics.EMBEDDINGS.name();
        }
        return taken instanceof Sample.Frame ? Topics.FRAMES.name() : Topics.READINGS.name();
    }

    /** @throws IOException in one sentence if the bytes are not those that were written */
    SpecificRecord decode(long schemaId, byte[] body, long crc) throws SQLException, IOException {
        if (crc(body) != crc) {
            throw new IOException("its bytes on the disk are not those that were written");
        }
        Schema writer = writer(schemaId);
        try {
            Schema reader = SpecificData.get().getSchema(Class.forName(writer.getFullName()));
            return new SpecificDatumReader<SpecificRecord>(writer, reader)
                    .read(null, DecoderFactory.get().binaryDecoder(body, null));
        } catch (ClassNotFoundException e) {
            throw new IOException("this version does not know %s".formatted(writer.getFullName()), e);
        }
    }

    static long crc(byte[] body) {
        var crc = new CRC32C();
        crc.update(body);
        return crc.getValue();
    }

    private static byte[] encode(SpecificRecord record) {
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    /** Forgets what a transaction that was rolled back had written. */
    void forget() {
        ids.clear();
        writers.clear();
    }

    private long schemaId(Schema schema) throws SQLException {
        Long known = ids.get(schema);
        if (known != null) {
            return known;
        }
        database.change("INSERT OR IGNORE INTO schema (json) VALUES (?)", schema.toString());
        long id = database.number("SELECT id FROM schema WHERE json = ?", schema.toString());
        ids.put(schema, id);
        return id;
    }

    private Schema writer(long id) throws SQLException {
        Schema known = writers.get(id);
        if (known != null) {
            return known;
        }
        String json = database.ask("SELECT json FROM schema WHERE id = ?", rows -> rows.getString(1), id);
        Schema schema = new Schema.Parser().parse(json);
        writers.put(id, schema);
        return schema;
    }
}
