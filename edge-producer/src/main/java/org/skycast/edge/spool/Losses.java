package org.skycast.edge.spool;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Removes what gives way, and keeps count of it in the spool itself. */
final class Losses {

    private static final int AT_ONCE = 64;

    private final Database database;
    private final Map<Worth, Loss> uncommitted = new EnumMap<>(Worth.class);

    Losses(Database database) {
        this.database = database;
    }

    private record Doomed(long id, Worth kind, long size, long taken) {}

    /** Removes the least worth, and of that the oldest, until at most {@code bytes} are left. */
    void shrinkTo(long bytes, Loss.Cause cause) throws SQLException {
        for (long over = bytes() - bytes; over > 0; over = bytes() - bytes) {
            List<Doomed> next = doomed("WHERE parked IS NOT NULL ORDER BY id LIMIT " + AT_ONCE);
            if (next.isEmpty()) {
                next = doomed("ORDER BY rank, id LIMIT " + AT_ONCE);
            }
            if (next.isEmpty()) {
                return;
            }
            for (int i = 0; i < next.size() && over > 0; i++) {
                over -= next.get(i).size();
                drop(next.get(i), cause);
            }
        }
    }

    /** Removes about {@code bytes} of what is worth less than a reading; gives whether there was anything. */
    boolean freeBelowReadings(long bytes, Loss.Cause cause) throws SQLException {
        long freed = 0;
        for (Doomed next : doomed("WHERE rank < ? ORDER BY rank, id LIMIT 1000", Worth.reading.rank())) {
            if (freed >= bytes) {
                break;
            }
            freed += next.size();
            drop(next, cause);
        }
        return freed > 0;
    }

    /** Removes what was taken before {@code limit}. */
    void expire(Instant limit) throws SQLException {
        List<Doomed> old;
        do {
            // In the order of taking, so the first that is young enough ends the search.
            old = doomed(
                    "WHERE id < ifnull((SELECT id FROM record WHERE taken >= ? ORDER BY id LIMIT 1), " + Long.MAX_VALUE
                            + ") ORDER BY id LIMIT 1000",
                    limit.toEpochMilli());
            for (Doomed one : old) {
                drop(one, Loss.Cause.tooOld);
            }
        } while (!old.isEmpty());
    }

    private long bytes() throws SQLException {
        return database.number("SELECT bytes FROM total");
    }

    private List<Doomed> doomed(String which, Object... parameters) throws SQLException {
        return database.ask(
                "SELECT id, rank, size, taken FROM record " + which,
                rows -> {
                    List<Doomed> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(new Doomed(
                                rows.getLong(1), Worth.ofRank(rows.getInt(2)), rows.getLong(3), rows.getLong(4)));
                    }
                    return found;
                },
                parameters);
    }

    private void drop(Doomed one, Loss.Cause cause) throws SQLException {
        database.change("DELETE FROM record WHERE id = ?", one.id());
        count(one.kind(), cause, one.size(), one.taken());
    }

    /** Counts one record that is lost. */
    void count(Worth kind, Loss.Cause cause, long size, long taken) throws SQLException {
        database.change(
                "INSERT INTO loss (kind, cause, records, bytes, newest) VALUES (?, ?, 1, ?, ?) ON CONFLICT (kind, cause)"
                        + " DO UPDATE SET records = records + 1, bytes = bytes + excluded.bytes,"
                        + " newest = max(newest, excluded.newest)",
                kind.label(),
                cause.label(),
                size,
                taken);
        uncommitted.merge(
                kind,
                new Loss(kind, cause, 1, size, Instant.ofEpochMilli(taken)),
                (a, b) -> new Loss(kind, cause, a.records() + 1, a.bytes() + size, b.newest()));
    }

    /** What was lost since this was last asked. */
    List<Loss> takeNew() {
        List<Loss> lost = List.copyOf(uncommitted.values());
        uncommitted.clear();
        return lost;
    }

    /** All that was ever lost. */
    List<Loss> all() throws SQLException {
        return database.ask("SELECT kind, cause, records, bytes, newest FROM loss ORDER BY kind, cause", rows -> {
            List<Loss> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new Loss(
                        Worth.labelled(rows.getString(1)),
                        Loss.Cause.labelled(rows.getString(2)),
                        rows.getLong(3),
                        rows.getLong(4),
                        Instant.ofEpochMilli(rows.getLong(5))));
            }
            return found;
        });
    }
}
