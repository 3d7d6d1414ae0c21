package org.skycast.dashboard.project;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.avro.SkyInSlot;
import org.skycast.avro.Station;
import org.skycast.avro.StationStatus;
import org.skycast.dashboard.store.Sql;
import org.skycast.dashboard.store.Times;
import org.skycast.streams.log.LogEntry;
import org.skycast.topics.Topics;

/** What is kept of a station: what it measured, what was foretold, where its frames stand, how its edge is. */
final class StationRows {

    /** By the station's own time: one that fell silent keeps its last two days. */
    private static final long KEPT = Times.micros(Instant.EPOCH.plus(Duration.ofHours(48)));

    private static final int FRAMES = 36;

    private StationRows() {}

    static void register(Batch batch, LogEntry<Station> entry) throws SQLException {
        Station station = entry.value();
        batch.sql()
                .change(
                        "INSERT OR REPLACE INTO station VALUES (?, ?, ?, ?, ?)",
                        station.getStationId(),
                        station.getName(),
                        station.getSite().getLatitude(),
                        station.getSite().getLongitude(),
                        station.getSite().getAltitude());
        batch.changed("station", station.getStationId());
    }

    /** An earlier revision of a slot never takes the place of a later one. */
    static void observe(Batch batch, LogEntry<Observation> entry) throws SQLException {
        Observation observation = entry.value();
        String station = observation.getStationId();
        long slot = Times.micros(observation.getSlotStart());
        Sql sql = batch.sql();
        int changed = sql.change(
                "INSERT INTO observation VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET revision = excluded.revision,"
                        + " body = excluded.body WHERE excluded.revision > revision",
                station,
                slot,
                observation.getRevision(),
                Json.text(ObservationJson.of(observation)));
        if (changed == 0) {
            return;
        }
        // One that is in no register is shown too, by its id.
        sql.change(
                "INSERT OR IGNORE INTO station VALUES (?, ?, ?, ?, ?)",
                station,
                station,
                observation.getSite().getLatitude(),
                observation.getSite().getLongitude(),
                observation.getSite().getAltitude());
        SkyInSlot sky = observation.getSky();
        boolean embedded = sky != null && !sky.getOrigin().getTopic().equals(Topics.FRAMES.name());
        sql.change(
                "INSERT INTO newest (station, slot, reading, frame, embedded, revision) VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT"
                        + " DO UPDATE SET slot = max(coalesce(slot, 0), excluded.slot),"
                        + " reading = max(coalesce(reading, excluded.reading), coalesce(excluded.reading, reading)),"
                        + " frame = max(coalesce(frame, excluded.frame), coalesce(excluded.frame, frame)),"
                        + " embedded = max(embedded * ?, excluded.embedded), revision = revision + 1",
                station,
                slot,
                observation.getNewestReadingAt() == null ? null : Times.micros(observation.getNewestReadingAt()),
                sky == null ? null : Times.micros(sky.getCapturedAt()),
                embedded ? 1 : 0,
                sky == null ? 1 : 0);
        frame(sql, station, sky, entry.timestamp());
        WarningRows.judge(batch, station);
        long newest = sql.number("SELECT slot FROM newest WHERE station = ?", station);
        sql.change("DELETE FROM observation WHERE station = ? AND slot <= ?", station, newest - KEPT);
        batch.changed("observation", station);
    }

    private static void frame(Sql sql, String station, @Nullable SkyInSlot sky, long taken) throws SQLException {
        if (sky == null || sky.getFrameSha256() == null) {
            return;
        }
        sql.change(
                "INSERT OR REPLACE INTO frame VALUES (?, ?, ?, ?, ?, ?, ?)",
                station,
                Times.micros(sky.getCapturedAt()),
                sky.getFrameSha256(),
                sky.getOrigin().getTopic(),
                sky.getOrigin().getPartition(),
                sky.getOrigin().getOffset(),
                taken * 1000);
        sql.change(
                "DELETE FROM frame WHERE station = ? AND captured < (SELECT min(captured) FROM (SELECT captured FROM frame"
                        + " WHERE station = ? ORDER BY captured DESC LIMIT " + FRAMES + "))",
                station,
                station);
    }

    /** The champion's, of which the list and the charts are made. */
    static void foretell(Batch batch, LogEntry<Forecast> entry) throws SQLException {
        Forecast forecast = entry.value();
        String station = forecast.getStationId();
        long reference = Times.micros(forecast.getReferenceTime());
        Sql sql = batch.sql();
        sql.change(
                "INSERT OR REPLACE INTO said VALUES (?, ?, ?)",
                station,
                reference,
                Json.text(ForecastJson.said(forecast)));
        sql.change("DELETE FROM said WHERE station = ? AND reference <= ?", station, reference - KEPT);
        if (!keep(batch, "champion", forecast)) {
            return;
        }
        sql.change(
                "INSERT INTO newest (station, reference, issued, completeness, degraded, outlook, revision) VALUES"
                        + " (?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET reference = excluded.reference,"
                        + " issued = excluded.issued, completeness = excluded.completeness, degraded = excluded.degraded,"
                        + " outlook = excluded.outlook, revision = revision + 1",
                station,
                reference,
                Times.micros(forecast.getIssuedAt()),
                forecast.getInputs().getCompleteness(),
                Json.text(Json.texts(forecast.getInputs().getDegraded())),
                Json.text(ForecastJson.outlook(forecast)));
        batch.changed("forecast", station);
    }

    static void foretellBeside(Batch batch, String role, LogEntry<Forecast> entry) throws SQLException {
        if (keep(batch, role, entry.value())) {
            batch.changed("forecast", entry.value().getStationId());
        }
    }

    private static boolean keep(Batch batch, String role, Forecast forecast) throws SQLException {
        return batch.sql()
                        .change(
                                "INSERT INTO forecast VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                                        + " reference = excluded.reference, body = excluded.body"
                                        + " WHERE excluded.reference >= reference",
                                forecast.getStationId(),
                                role,
                                Times.micros(forecast.getReferenceTime()),
                                Json.text(ForecastJson.whole(forecast)))
                > 0;
    }

    static void beat(Batch batch, LogEntry<StationStatus> entry) throws SQLException {
        StationStatus status = entry.value();
        batch.sql()
                .change(
                        "INSERT INTO heartbeat VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at,"
                                + " body = excluded.body WHERE excluded.at >= at",
                        status.getStationId(),
                        Times.micros(status.getAt()),
                        Json.text(HeartbeatJson.of(status)));
        batch.changed("heartbeat", status.getStationId());
    }
}
