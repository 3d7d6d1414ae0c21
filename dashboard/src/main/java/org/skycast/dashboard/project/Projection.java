package org.skycast.dashboard.project;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.skycast.dashboard.store.Positions;
import org.skycast.dashboard.store.Sql;
import org.skycast.dashboard.store.Store;
import org.skycast.dashboard.store.Times;
import org.skycast.streams.log.LogEntry;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/**
 * Makes of records what is shown. The same records in the same order give the same store, wherever reading was broken off: what was made
 * of a batch and how far the log was read change together. For one thread.
 */
public final class Projection {

    private static final int LONGEST_ID = 128;
    private static final Duration ALERTS_KEPT = Duration.ofDays(30);
    private static final int SKILL_DAYS = 31;
    private static final int STATION_SKILL_DAYS = 8;
    private static final int FEW_STATIONS = 500;
    private static final int REFUSED_DAYS = 30;

    private final Store store;
    private final Set<String> stations;
    private final Map<String, Taking> takings = new HashMap<>();

    /** What becomes of a record of one topic. */
    @FunctionalInterface
    private interface Taking {
        void take(Batch batch, ConsumerRecord<String, byte[]> record) throws SQLException;
    }

    @FunctionalInterface
    private interface Rows<T> {
        void of(Batch batch, LogEntry<T> entry) throws SQLException;
    }

    /**
     * @param serdes properties of the Avro serdes, by their own names
     * @param stations whose records count; empty for all
     */
    public Projection(Store store, Map<String, ?> serdes, Set<String> stations) {
        this.store = store;
        this.stations = Set.copyOf(stations);
        add(Topics.STATIONS, serdes, StationRows::register);
        add(Topics.OBSERVATIONS, serdes, StationRows::observe);
        add(Topics.FORECASTS, serdes, StationRows::foretell);
        add(Topics.SHADOW_FORECASTS, serdes, (batch, entry) -> StationRows.foretellBeside(batch, "shadow", entry));
        add(Topics.EDGE_FORECASTS, serdes, (batch, entry) -> StationRows.foretellBeside(batch, "edge", entry));
        add(Topics.STATION_STATUS, serdes, StationRows::beat);
        add(Topics.SCORES, serdes, (batch, entry) -> batch.scores().add(entry.value()));
        add(Topics.ALERTS, serdes, NetworkRows::warn);
        add(Topics.ACTIVE_ALERTS, serdes, NetworkRows::warn);
        add(Topics.OPERATOR_ALERTS, serdes, NetworkRows::drift);
        add(Topics.DEPLOYMENTS, serdes, NetworkRows::deploy);
        add(Topics.REJECTED, serdes, NetworkRows::reject);
        takings.put(Topics.DEAD_LETTERS, NetworkRows::bury);
    }

    private <T extends SpecificRecord> void add(Topic<T> topic, Map<String, ?> serdes, Rows<T> rows) {
        LogValues<T> values = LogValues.of(topic, serdes, Unreadable.IS_PASSED_OVER);
        takings.put(topic.name(), (batch, record) -> {
            Optional<LogEntry<T>> entry = values.entry(record);
            if (entry.isPresent()) {
                rows.of(batch, entry.get());
            }
        });
    }

    /** The topics that it knows what to make of. */
    public Set<String> topics() {
        return Set.copyOf(takings.keySet());
    }

    /**
     * Takes a batch, wholly or not at all.
     *
     * @param next by partition, the offset after all that was read of it
     * @return what is new
     * @throws org.skycast.streams.log.LogException if the registry does not answer
     */
    public Set<StoreChange> take(List<ConsumerRecord<String, byte[]>> records, Map<TopicPartition, Long> next) {
        var changes = new Object() {
            private Set<StoreChange> all = Set.of();
        };
        store.write(sql -> {
            var batch = new Batch(sql);
            Map<TopicPartition, Instant> taken = new HashMap<>();
            for (ConsumerRecord<String, byte[]> record : records) {
                if (isWanted(record)) {
                    take(batch, record);
                }
                taken.put(
                        new TopicPartition(record.topic(), record.partition()),
                        Instant.ofEpochMilli(record.timestamp()));
            }
            changes.all = Set.copyOf(batch.end());
            for (Map.Entry<TopicPartition, Long> position : next.entrySet()) {
                Positions.keep(
                        sql,
                        position.getKey(),
                        position.getValue(),
                        taken.getOrDefault(position.getKey(), Instant.EPOCH));
            }
        });
        return changes.all;
    }

    private void take(Batch batch, ConsumerRecord<String, byte[]> record) throws SQLException {
        if (record.value() == null) {
            if (record.topic().equals(Topics.STATIONS.name()) && record.key() != null) {
                batch.sql().change("DELETE FROM station WHERE id = ?", record.key());
                batch.changed("station", record.key());
            }
            return;
        }
        Taking taking = takings.get(record.topic());
        if (taking != null) {
            taking.take(batch, record);
        }
    }

    /** Alerts in force are keyed by station and rule, deployments by an id of their own. */
    private boolean isWanted(ConsumerRecord<String, byte[]> record) {
        String key = record.key();
        if (record.topic().equals(Topics.DEPLOYMENTS.name()) || record.topic().equals(Topics.DEAD_LETTERS)) {
            return true;
        }
        if (key == null || key.length() > 2 * LONGEST_ID) {
            return false;
        }
        return stations.isEmpty()
                || stations.contains(key)
                || record.topic().equals(Topics.ACTIVE_ALERTS.name())
                        && stations.stream().anyMatch(station -> key.startsWith(station));
    }

    /** For how many days skill is kept of each station: a month, where they are so few that a month of all has room. */
    public static int stationSkillDays(Sql sql) throws SQLException {
        return sql.number("SELECT count(*) FROM station") > FEW_STATIONS ? STATION_SKILL_DAYS : SKILL_DAYS;
    }

    /** Lets go of what is older than it is kept. */
    public void forget(Instant now) {
        store.write(sql -> {
            long day = Times.day(now);
            sql.change("DELETE FROM skill WHERE station <> '' AND day <= ?", day - stationSkillDays(sql));
            sql.change("DELETE FROM skill WHERE day <= ?", day - SKILL_DAYS);
            sql.change("DELETE FROM refused WHERE day <= ?", day - REFUSED_DAYS);
            long alerts = Times.micros(now.minus(ALERTS_KEPT));
            sql.change("DELETE FROM incident WHERE sent < ? AND state NOT IN ('RAISED', 'UPDATED', 'UNKNOWN')", alerts);
            sql.change("DELETE FROM warning WHERE id NOT IN (SELECT id FROM incident)");
            sql.change("DELETE FROM drift WHERE at < ? AND state = 'CLEARED'", alerts);
        });
    }
}
