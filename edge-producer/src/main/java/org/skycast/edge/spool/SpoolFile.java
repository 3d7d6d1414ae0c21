package org.skycast.edge.spool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.observe.Variable;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;

/** A spool as its file shows it; only read, so an edge may be writing it meanwhile. */
public final class SpoolFile {

    private static final int INSTRUCTIONS_BETWEEN_LOOKS = 10_000;

    private final Path file;

    public SpoolFile(Path file) {
        this.file = file;
    }

    /** Whether there is one. */
    public boolean exists() {
        return Files.isRegularFile(file);
    }

    /**
     * How full it is.
     *
     * @param maxBytes that it may hold
     * @throws SpoolException if it cannot be read
     */
    public SpoolState state(long maxBytes) {
        return reading(statement -> new SpoolState(
                number(statement, "SELECT COUNT(*) FROM record WHERE parked IS NULL")
                        .orElse(0L),
                number(statement, "SELECT bytes FROM total").orElse(0L),
                maxBytes,
                number(statement, "SELECT taken FROM record WHERE parked IS NULL ORDER BY id LIMIT 1")
                        .map(Instant::ofEpochMilli),
                number(statement, "SELECT COUNT(*) FROM record WHERE parked IS NOT NULL")
                        .orElse(0L),
                reasons(statement),
                losses(statement)));
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

    /**
     * The newest reading of a station that the model at the station has taken; empty if there is none, as where it makes no
     * forecasts.
     *
     * @throws SpoolException if it cannot be read
     */
    public Map<Variable, Double> newestReading(String station) {
        return reading(statement -> {
            try (PreparedStatement query = statement.getConnection().prepareStatement(JournalTable.NEWEST_READING)) {
                query.setString(1, station);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? JournalTable.reading(row.getBytes(1)).values() : Map.of();
                }
            }
        });
    }

    private static Optional<Long> number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
        }
    }

    private static List<String> reasons(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(ParkedReasons.QUERY)) {
            return ParkedReasons.of(rows);
        }
    }

    private static List<Loss> losses(Statement statement) throws SQLException {
        List<Loss> losses = new ArrayList<>();
        try (ResultSet row =
                statement.executeQuery("SELECT kind, cause, records, bytes, newest FROM loss ORDER BY kind, cause")) {
            while (row.next()) {
                losses.add(new Loss(
                        Priority.labelled(row.getString(1)),
                        Loss.Cause.labelled(row.getString(2)),
                        row.getLong(3),
                        row.getLong(4),
                        Instant.ofEpochMilli(row.getLong(5))));
            }
        }
        return losses;
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
