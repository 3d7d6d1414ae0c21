package org.skycast.edge.spool;

import java.awt.Dimension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.skycast.avro.CameraFrame;
import org.skycast.avro.SensorReading;
import org.skycast.avro.SkyEmbedding;
import org.skycast.avro.StationStatus;
import org.skycast.edge.source.Taken;
import org.skycast.nowcast.observe.Variable;
import org.skycast.records.EmbeddingRecords;
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

    void insert(Taken taken, long sequence, Instant epoch, Instant now) throws SQLException {
        SpecificRecord record = record(taken, sequence, epoch);
        if (record instanceof StationStatus) {
            // Of heartbeats the newest alone is worth keeping; one that is being sent meanwhile is sent all the same.
            database.change(
                    "DELETE FROM record WHERE topic = ? AND station = ? AND rank = ? AND parked IS NULL",
                    topic(taken),
                    taken.stationId(),
                    Worth.report.ordinal());
        }
        byte[] body = encode(record);
        database.change(
                "INSERT INTO record (topic, station, at, taken, rank, schema, crc, size, body) VALUES (?,?,?,?,?,?,?,?,?)",
                topic(taken),
                taken.stationId(),
                Micros.of(taken.at()),
                now.toEpochMilli(),
                Worth.of(taken).ordinal(),
                schemaId(record.getSchema()),
                crc(body),
                (long) body.length,
                body);
    }

    private static SpecificRecord record(Taken taken, long sequence, Instant epoch) {
        if (taken instanceof Taken.Frame frame) {
            return frame(frame, sequence, epoch);
        } else if (taken instanceof Taken.Values values) {
            return reading(values, sequence, epoch);
        } else if (taken instanceof Taken.Sky sky) {
            return embedding(sky, sequence, epoch);
        }
        return ((Taken.Report) taken).record();
    }

    private static String topic(Taken taken) {
        if (taken instanceof Taken.Report report) {
            return report.topic();
        } else if (taken instanceof Taken.Sky) {
            return Topics.EMBEDDINGS.name();
        }
        return taken instanceof Taken.Frame ? Topics.FRAMES.name() : Topics.READINGS.name();
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

    private static long crc(byte[] body) {
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

    private static CameraFrame frame(Taken.Frame frame, long sequence, Instant epoch) {
        byte[] image = frame.image();
        boolean png = image.length > 1 && image[1] == 'P';
        Dimension size = size(image);
        return CameraFrame.newBuilder()
                .setStationId(frame.stationId())
                .setEpoch(epoch)
                .setSequence(sequence)
                .setCapturedAt(frame.at())
                .setImage(ByteBuffer.wrap(image))
                .setMediaType(png ? "image/png" : "image/jpeg")
                .setWidth(size.width)
                .setHeight(size.height)
                .setSha256(sha256(image))
                .build();
    }

    /** What the header says; zero where it says nothing: the stream rejects such a frame, and keeps it to be looked at. */
    private static Dimension size(byte[] image) {
        try (var stream = ImageIO.createImageInputStream(new ByteArrayInputStream(image))) {
            var readers = ImageIO.getImageReaders(stream);
            if (readers.hasNext()) {
                ImageReader reader = readers.next();
                reader.setInput(stream, true, true);
                var size = new Dimension(reader.getWidth(0), reader.getHeight(0));
                reader.dispose();
                return size;
            }
        } catch (IOException | RuntimeException e) {
            return new Dimension();
        }
        return new Dimension();
    }

    private static SkyEmbedding embedding(Taken.Sky sky, long sequence, Instant epoch) {
        return SkyEmbedding.newBuilder()
                .setStationId(sky.stationId())
                .setEpoch(epoch)
                .setSequence(sequence)
                .setCapturedAt(sky.at())
                .setModelId(sky.modelId())
                .setEncoderSha256("")
                .setVector(ByteBuffer.allocate(0))
                .setCompact(EmbeddingRecords.compact(sky.encoderSha256(), sky.embedding(), sky.frameSha256()))
                .build();
    }

    private static SensorReading reading(Taken.Values reading, long sequence, Instant epoch) {
        Map<Variable, Double> values = reading.values();
        return SensorReading.newBuilder()
                .setStationId(reading.stationId())
                .setEpoch(epoch)
                .setSequence(sequence)
                .setObservedAt(reading.at())
                .setAirTemperature(values.get(Variable.AIR_TEMPERATURE))
                .setDewPointTemperature(values.get(Variable.DEW_POINT))
                .setRelativeHumidity(values.get(Variable.RELATIVE_HUMIDITY))
                .setAirPressure(values.get(Variable.PRESSURE))
                .setWindSpeed(values.get(Variable.WIND_SPEED))
                .setWindSpeedOfGust(values.get(Variable.WIND_GUST))
                .setWindFromDirection(values.get(Variable.WIND_DIRECTION))
                .setGlobalHorizontalIrradiance(values.get(Variable.GHI))
                .setRainfallAmount(values.get(Variable.RAIN))
                .setVisibility(values.get(Variable.VISIBILITY))
                .setCloudAreaFraction(values.get(Variable.CLOUD_AREA_FRACTION))
                .build();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
