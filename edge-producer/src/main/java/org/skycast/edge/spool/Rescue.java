package org.skycast.edge.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a spool that may be damaged. What was being written when the power went is no damage: SQLite leaves it out. But a
 * card that wears out spoils what was long there; then what can be read goes into a new file, whose epoch is a new one, and
 * the damaged one is set aside. Records keep their numbers, so what the broker had already is still known as the same.
 */
final class Rescue {

    private static final Logger LOG = LoggerFactory.getLogger(Rescue.class);
    /** A file this small is looked through at each start: some tenths of a second on a small computer. */
    private static final long SMALL = 64_000_000;

    private static final List<String> TABLES = List.of(
            "schema (id, json)",
            "position (source, item)",
            "position_again (source, item)",
            "taken (source, item)",
            "journal (number, station, at, taken, kind, body)",
            "taught (station, number, since, crc, body)",
            "loss (kind, cause, records, bytes, newest)");
    private static final String COLUMNS = "id, topic, station, at, taken, rank, schema, crc, size, parked, body";

    private Rescue() {}

    /** Has the file looked through, whatever its size, when it is next opened. */
    static void mark(Path file) {
        try {
            Files.writeString(marker(file), "damaged");
        } catch (IOException ignored) {
            // Then it is found when it is next read.
        }
    }

    private static Path marker(Path file) {
        return file.resolveSibling(file.getFileName() + "-damaged");
    }

    static Database openSound(Path file, Instant now) throws SQLException, IOException {
        try {
            Database database = Database.open(file);
            boolean marked = Files.exists(marker(file));
            if (!marked && Files.size(file) > SMALL) {
                return database;
            }
            String verdict = database.ask("PRAGMA quick_check(1)", rows -> rows.getString(1));
            if (verdict.equals("ok")) {
                Files.deleteIfExists(marker(file));
                return database;
            }
            database.close();
        } catch (SQLException e) {
            if (!Database.isDamage(e)) {
                throw e;
            }
        }
        return rescue(file, now);
    }

    private static Database rescue(Path file, Instant now) throws SQLException, IOException {
        Path aside = file.resolveSibling("%s-damaged-%d".formatted(file.getFileName(), now.getEpochSecond()));
        for (String part : List.of("", "-wal", "-shm")) {
            Path from = file.resolveSibling(file.getFileName() + part);
            if (Files.exists(from)) {
                Files.move(from, aside.resolveSibling(aside.getFileName() + part), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.deleteIfExists(marker(file));
        Database fresh = Database.open(file);
        long saved = 0;
        try (Database damaged = Database.open(aside)) {
            for (String table : TABLES) {
                copyWhole(damaged, fresh, table);
            }
            saved = copyRecords(damaged, fresh);
        } catch (SQLException e) {
            LOG.warn("Of the damaged spool nothing more can be read: {}.", e.getMessage());
        }
        LOG.error(
                "The spool {} was damaged: {} records were saved from it, and it is kept as {}."
                        + " Numbers that are missing at the broker tell what was lost.",
                file,
                saved,
                aside);
        return fresh;
    }

    private static void copyWhole(Database from, Database to, String table) throws SQLException {
        String name = table.substring(0, table.indexOf(' '));
        String columns = table.substring(table.indexOf('(') + 1, table.indexOf(')'));
        int width = columns.split(",").length;
        // The copy fills what could not be read of the original.
        String into = table.replace("position_again", "position");
        try {
            List<@Nullable Object[]> rows = from.ask("SELECT " + columns + " FROM " + name, answer -> {
                List<@Nullable Object[]> all = new ArrayList<>();
                while (answer.next()) {
                    all.add(row(answer, width));
                }
                return all;
            });
            to.transaction(() -> {
                for (@Nullable Object[] row : rows) {
                    to.change("INSERT OR IGNORE INTO " + into + " VALUES (" + places(width) + ")", row);
                }
            });
        } catch (SQLException e) {
            LOG.warn(
                    "The table {} of the damaged spool cannot be read ({}); where it told what was taken, that is taken again.",
                    name,
                    e.getMessage());
        }
    }

    /** One by one, so that a damaged page costs its own records alone. */
    private static long copyRecords(Database from, Database to) throws SQLException {
        long last = 0;
        try {
            last = from.number("SELECT MAX(id) FROM record");
        } catch (SQLException e) {
            last = from.number("SELECT seq FROM sqlite_sequence WHERE name = 'record'");
        }
        long saved = 0;
        long unreadable = 0;
        for (long id = first(from); id <= last; id++) {
            try {
                long one = id;
                @Nullable
                Object[] row = from.ask(
                        "SELECT " + COLUMNS + " FROM record NOT INDEXED WHERE id = ?",
                        answer -> answer.next() ? row(answer, 11) : new Object[0],
                        one);
                if (row.length > 0) {
                    to.transaction(
                            () -> to.change("INSERT INTO record (" + COLUMNS + ") VALUES (" + places(11) + ")", row));
                    saved++;
                }
            } catch (SQLException e) {
                unreadable++;
            }
        }
        if (unreadable > 0) {
            LOG.warn("{} places of records in the damaged spool cannot be read.", unreadable);
        }
        return saved;
    }

    private static long first(Database from) {
        try {
            return from.number("SELECT MIN(id) FROM record");
        } catch (SQLException e) {
            return 1;
        }
    }

    private static @Nullable Object[] row(ResultSet answer, int width) throws SQLException {
        @Nullable Object[] row = new Object[width];
        for (int i = 0; i < width; i++) {
            row[i] = answer.getObject(i + 1);
        }
        return row;
    }

    private static String places(int width) {
        return String.join(", ", Collections.nCopies(width, "?"));
    }
}
