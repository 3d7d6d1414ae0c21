package org.skycast.edge.operate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.skycast.edge.spool.SpoolException;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;

/** A spool as its file shows it; only read, so an edge may be writing it meanwhile. */
public final class SpoolFile {

    /** What holds a record's event time, in whichever record has it. */
    private static final List<String> TIMES = List.of("capturedAt", "observedAt", "at", "referenceTime");

    private static final int INSTRUCTIONS_BETWEEN_LOOKS = 10_000;

    private final Path file;

    public SpoolFile(Path file) {
        this.file = file;
    }

    /** Whether there is one. */
    public boolean exists() {
        return Files.isRegularFile(file);
    }

    /** @throws SpoolException if it cannot be read */
    public SpoolState state() {
        return reading(statement -> {
            long[] waiting = {0, 0};
            try (ResultSet row = statement.executeQuery(
                    "SELECT COUNT(*), COALESCE(SUM(LENGTH(body)), 0) FROM record WHERE parked IS NULL")) {
                row.next();
                waiting[0] = row.getLong(1);
                waiting[1] = row.getLong(2);
            }
            return new SpoolState(waiting[0], waiting[1], oldest(statement), parked(statement), Map.of());
        });
    }

    /**
     * What is wrong with the file, as SQLite's quick check finds it; empty if nothing is.
     *
     * @throws SpoolException if it cannot be read, or that takes longer than {@code limit}
     */
    public Optional<String> damage(Duration limit) {
        return reading(statement -> {
            long deadline = System.nanoTime() + limit.toNanos();
            ProgressHandler.setHandler(statement.getConnection(), INSTRUCTIONS_BETWEEN_LOOKS, new ProgressHandler() {
                @Override
                protected int progress() {
                    return System.nanoTime() > deadline ? 1 : 0;
                }
            });
            try (ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
                return row.next() && !row.getString(1).equals("ok")
                        ? Optional.of(row.getString(1))
                        : Optional.<String>empty();
            } finally {
                ProgressHandler.clearHandler(statement.getConnection());
            }
        });
    }

    private static Map<String, Long> parked(Statement statement) throws SQLException {
        Map<String, Long> reasons = new TreeMap<>();
        try (ResultSet row = statement.executeQuery(
                "SELECT parked, COUNT(*) FROM record WHERE parked IS NOT NULL GROUP BY parked")) {
            while (row.next()) {
                reasons.put(row.getString(1), row.getLong(2));
            }
        }
        return reasons;
    }

    private static Optional<Instant> oldest(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT schema.json, record.body FROM record JOIN schema"
                + " ON schema.id = record.schema WHERE parked IS NULL ORDER BY record.id LIMIT 1")) {
            return row.next() ? time(row.getString(1), row.getBytes(2)) : Optional.empty();
        }
    }

    private static Optional<Instant> time(String json, byte[] body) {
        try {
            Schema schema = new Schema.Parser().parse(json);
            GenericRecord record = new GenericDatumReader<GenericRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(body, null));
            return TIMES.stream()
                    .filter(name -> schema.getField(name) != null)
                    .map(record::get)
                    .filter(Long.class::isInstance)
                    .map(micros -> instant((long) micros))
                    .findFirst();
        } catch (IOException | AvroRuntimeException e) {
            return Optional.empty();
        }
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }

    private interface Question<T> {
        T ask(Statement statement) throws SQLException;
    }

    private <T> T reading(Question<T> question) {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(2000);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
                Statement statement = connection.createStatement()) {
            return question.ask(statement);
        } catch (SQLException e) {
            throw new SpoolException(
                    "The spool %s cannot be read (%s); check the path, the rights and the disk."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }
}
