package org.skycast.dashboard.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.skycast.avro.Alert;
import org.skycast.avro.ModelDeployment;
import org.skycast.avro.Rejected;
import org.skycast.avro.WeatherAlert;
import org.skycast.dashboard.store.Sql;
import org.skycast.dashboard.store.Times;
import org.skycast.streams.guard.DeadLetters;
import org.skycast.streams.log.LogEntry;
import org.skycast.text.Printable;

/** What is kept of all stations together: alerts, deployments, drifts, and what was refused. */
final class NetworkRows {

    private static final int REFUSALS = 200;

    private NetworkRows() {}

    /** By either topic of alerts: the highest sequence of an incident holds. */
    static void warn(Batch batch, LogEntry<Alert> entry) throws SQLException {
        Alert alert = entry.value();
        WeatherAlert weather = alert.getWeather();
        if (weather == null) {
            return;
        }
        int changed = batch.sql()
                .change(
                        "INSERT INTO incident VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET sequence ="
                                + " excluded.sequence, sent = excluded.sent, state = excluded.state, severity ="
                                + " excluded.severity, body = excluded.body, record = excluded.record"
                                + " WHERE excluded.sequence > sequence",
                        alert.getId(),
                        alert.getStationId(),
                        alert.getRule(),
                        weather.getSequence(),
                        Times.micros(weather.getSent()),
                        alert.getState(),
                        alert.getSeverity(),
                        Json.text(AlertJson.weather(alert, weather)),
                        bytes(alert));
        WarningRows.claim(batch.sql(), alert, weather);
        if (changed > 0) {
            batch.changed("alert", alert.getStationId());
            WarningRows.judge(batch, alert.getStationId());
        }
    }

    private static byte[] bytes(Alert alert) {
        try {
            ByteBuffer buffer = alert.toByteBuffer();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void drift(Batch batch, LogEntry<Alert> entry) throws SQLException {
        Alert alert = entry.value();
        batch.sql()
                .change(
                        "INSERT OR REPLACE INTO drift VALUES (?, ?, ?, ?, ?)",
                        alert.getId(),
                        alert.getStationId(),
                        entry.timestamp() * 1000,
                        alert.getState(),
                        Json.text(AlertJson.drift(alert).put("at", entry.timestamp() / 1000)));
        batch.changed("drift", alert.getStationId());
    }

    /** Every partition holds a copy, under the same key. */
    static void deploy(Batch batch, LogEntry<ModelDeployment> entry) throws SQLException {
        ModelDeployment deployment = entry.value();
        batch.sql()
                .change(
                        "INSERT OR IGNORE INTO deployment VALUES (?, ?, ?, ?, ?, ?, ?)",
                        entry.key(),
                        Times.micros(deployment.getFromSlot()),
                        deployment.getRole(),
                        deployment.getBundleId(),
                        deployment.getBundleSha256(),
                        Json.text(Json.texts(deployment.getStations())),
                        entry.timestamp() * 1000);
        batch.changed("deployment", "");
    }

    static void reject(Batch batch, LogEntry<Rejected> entry) throws SQLException {
        Rejected rejected = entry.value();
        String origin = "%s-%d@%d".formatted(rejected.getTopic(), rejected.getPartition(), rejected.getOffset());
        refuse(
                batch,
                Instant.ofEpochMilli(entry.timestamp()),
                new Refusal("rejected", rejected.getStationId(), rejected.getReason(), rejected.getDetail(), origin));
    }

    /** A dead letter tells by its headers why it is one; what it holds is not looked at. */
    static void bury(Batch batch, ConsumerRecord<String, byte[]> letter) throws SQLException {
        String key = letter.key() == null ? "" : letter.key();
        String origin = "%s-%s@%s"
                .formatted(
                        header(letter, DeadLetters.TOPIC),
                        header(letter, DeadLetters.PARTITION),
                        header(letter, DeadLetters.OFFSET));
        refuse(
                batch,
                Instant.ofEpochMilli(letter.timestamp()),
                new Refusal(
                        "dead letter",
                        key,
                        header(letter, DeadLetters.REASON),
                        header(letter, DeadLetters.MESSAGE),
                        origin));
    }

    private static String header(ConsumerRecord<String, byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null ? "unknown" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private record Refusal(String kind, String station, String reason, String detail, String origin) {}

    private static void refuse(Batch batch, Instant at, Refusal refusal) throws SQLException {
        Sql sql = batch.sql();
        sql.change(
                "INSERT INTO refused VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET records = records + 1",
                refusal.kind(),
                Printable.name(refusal.reason()),
                Times.day(at));
        sql.change(
                "INSERT INTO refusal (at, kind, station, reason, detail, origin) VALUES (?, ?, ?, ?, ?, ?)",
                Times.micros(at),
                refusal.kind(),
                Printable.name(refusal.station()),
                Printable.name(refusal.reason()),
                Printable.cut(refusal.detail()),
                Printable.name(refusal.origin()));
        sql.change("DELETE FROM refusal WHERE id <= (SELECT max(id) FROM refusal) - " + REFUSALS);
        batch.changed("refused", "");
    }
}
