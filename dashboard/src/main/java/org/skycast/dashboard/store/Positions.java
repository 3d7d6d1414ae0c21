package org.skycast.dashboard.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** How far the log was read, kept beside what was made of it. */
public final class Positions {

    private Positions() {}

    /** By partition, the offset after the last that was read. */
    public static Map<TopicPartition, Long> of(Sql sql) throws SQLException {
        Map<TopicPartition, Long> next = new HashMap<>();
        sql.list(
                "SELECT topic, partition, next FROM position",
                row -> next.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3)));
        return next;
    }

    /**
     * Keeps one, in the transaction of what was read before it.
     *
     * @param taken when the log took the last record that was read
     */
    public static void keep(Sql sql, TopicPartition partition, long next, Instant taken) throws SQLException {
        sql.change(
                "INSERT INTO position (topic, partition, next, taken) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                        + " next = excluded.next, taken = max(taken, excluded.taken)",
                partition.topic(),
                partition.partition(),
                next,
                Times.micros(taken));
    }

    /** When the log took the newest record that is in the store, in seconds since 1970; 0 where there is none. */
    public static long asOf(Sql sql) throws SQLException {
        return sql.number("SELECT max(taken) FROM position") / Times.MICROS;
    }
}
