package org.skycast.edge.spool;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.skycast.edge.source.Memory;

/** What was taken of which source, as it stands in the file. */
final class SourcePositions {

    private final Database database;

    SourcePositions(Database database) {
        this.database = database;
    }

    void add(String source, Memory memory, String item) throws SQLException {
        database.change(
                switch (memory) {
                    case EACH -> "INSERT OR IGNORE INTO taken (source, item) VALUES (?, ?)";
                    case LAST ->
                        "INSERT INTO position (source, item) VALUES (?, ?)"
                                + " ON CONFLICT (source) DO UPDATE SET item = excluded.item";
                },
                source,
                item);
    }

    Optional<String> last(String source) throws SQLException {
        return database.ask(
                "SELECT item FROM position WHERE source = ?",
                rows -> rows.next() ? Optional.of(rows.getString(1)) : Optional.<String>empty(),
                source);
    }

    /** Those that are not among {@code present}. */
    List<String> allBut(String source, Set<String> present) throws SQLException {
        return database.ask(
                "SELECT item FROM taken WHERE source = ?",
                rows -> {
                    List<String> items = new ArrayList<>();
                    while (rows.next()) {
                        if (!present.contains(rows.getString(1))) {
                            items.add(rows.getString(1));
                        }
                    }
                    return items;
                },
                source);
    }

    void remove(String source, List<String> items) throws SQLException {
        for (String item : items) {
            database.change("DELETE FROM taken WHERE source = ? AND item = ?", source, item);
        }
    }
}
