package org.skycast.edge.spool;

import java.awt.Dimension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
import org.skycast.schemas.AvroTrust;

/**
 * Records as the spool keeps them: Avro, with the schema they were written with beside them, so that a later version of
 * this program sends what an earlier one had taken.
 */
final class SpoolCodec {

    static {
        AvroTrust.establish();
    }

    static final String FRAMES = "skycast.frames";
    static final String EMBEDDINGS = "skycast.embeddings";
    static final String READINGS = "skycast.readings";

    static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS epoch (one INTEGER PRIMARY KEY, micros INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS counter (station TEXT, stream TEXT, next INTEGER NOT NULL,"
                    + " PRIMARY KEY (station, stream))",
            "CREATE TABLE IF NOT EXISTS schema (id INTEGER PRIMARY KEY, json TEXT UNIQUE NOT NULL)",
            "CREATE TABLE IF NOT EXISTS record (id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL,"
                    + " station TEXT NOT NULL, schema INTEGER NOT NULL, body BLOB NOT NULL, parked TEXT)",
            "CREATE TABLE IF NOT EXISTS position (source TEXT PRIMARY KEY, item TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS taken (source TEXT, item TEXT, PRIMARY KEY (source, item))");

    private final Connection connection;
    private final Map<Long, Schema> writers = new HashMap<>();
    private final Map<Schema, Long> ids = new HashMap<>();

    SpoolCodec(Connection connection) {
        this.connection = connection;
    }

    void insert(Taken taken, long sequence, Instant epoch) throws SQLException {
        SpecificRecord record = record(taken, sequence, epoch);
        if (record instanceof StationStatus) {
            forgetWaiting(topic(taken), taken.stationId());
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO record (topic, station, schema, body) VALUES (?, ?, ?, ?)")) {
            insert.setString(1, topic(taken));
            insert.setString(2, taken.stationId());
            insert.setLong(3, schemaId(record.getSchema()));
            insert.setBytes(4, encode(record));
            insert.executeUpdate();
        }
    }

    /** Of what only the newest is worth keeping, one is kept; one that is being sent meanwhile is sent all the same. */
    private void forgetWaiting(String topic, String station) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM record WHERE topic = ? AND station = ? AND parked IS NULL")) {
            delete.setString(1, topic);
            delete.setString(2, station);
            delete.executeUpdate();
        }
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
            return EMBEDDINGS;
        }
        return taken instanceof Taken.Frame ? FRAMES : READINGS;
    }

    SpecificRecord decode(long schemaId, byte[] body) throws SQLException {
        Schema writer = writer(schemaId);
        try {
            Schema reader = SpecificData.get().getSchema(Class.forName(writer.getFullName()));
            return new SpecificDatumReader<SpecificRecord>(writer, reader)
                    .read(null, DecoderFactory.get().binaryDecoder(body, null));
        } catch (IOException | ClassNotFoundException e) {
            throw new SpoolException("A record in the spool cannot be read; the file is damaged.", e);
        }
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
        try (PreparedStatement insert = connection.prepareStatement("INSERT OR IGNORE INTO schema (json) VALUES (?)");
                PreparedStatement find = connection.prepareStatement("SELECT id FROM schema WHERE json = ?")) {
            insert.setString(1, schema.toString());
            insert.executeUpdate();
            find.setString(1, schema.toString());
            try (ResultSet row = find.executeQuery()) {
                row.next();
                ids.put(schema, row.getLong(1));
                return row.getLong(1);
            }
        }
    }

    private Schema writer(long id) throws SQLException {
        Schema known = writers.get(id);
        if (known != null) {
            return known;
        }
        try (PreparedStatement find = connection.prepareStatement("SELECT json FROM schema WHERE id = ?")) {
            find.setLong(1, id);
            try (ResultSet row = find.executeQuery()) {
                row.next();
                Schema schema = new Schema.Parser().parse(row.getString(1));
                writers.put(id, schema);
                return schema;
            }
        }
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
                .setEncoderSha256(sky.encoderSha256())
                .setVector(ByteBuffer.wrap(sky.vector()))
                .setFrameSha256(sky.frameSha256())
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
