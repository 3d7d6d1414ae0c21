package org.skycast.dashboard.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.skycast.dashboard.project.Json;
import org.skycast.dashboard.project.ObservationJson;
import org.skycast.dashboard.store.Positions;
import org.skycast.dashboard.store.Sql;
import org.skycast.dashboard.store.Times;
import org.skycast.topics.Topics;

/** All that a station's page shows. */
final class StationDetail {

    private static final Duration AHEAD = Duration.ofHours(4);
    private static final long SLOT = Times.MICROS * 3_600;
    private static final long DAY = Times.MICROS * 86_400;
    private static final List<Integer> SAID_LEADS = List.of(60, 120, 240);

    private static final int PAST_ALERTS = 20;

    private StationDetail() {}

    /**
     * Of now; by {@code ?at=} of another time, as far as it is kept: a day before it, and the four hours after it.
     *
     * @throws AskedWrongly if there is no such station
     */
    static ObjectNode of(Sql sql, Asked asked, Map<String, String> zones) throws SQLException {
        String station = asked.steps().get(0);
        ObjectNode all = Json.object().put("asOf", Positions.asOf(sql));
        ObjectNode row = StationList.one(sql, station, asked)
                .orElseThrow(() -> new AskedWrongly(404, "There is no station of this id."));
        sql.first(
                "SELECT altitude FROM station WHERE id = ?", found -> row.put("altitude", found.getDouble(1)), station);
        Optional.ofNullable(zones.getOrDefault(station, zones.get("*"))).ifPresent(zone -> row.put("zone", zone));
        all.set("station", row);
        body(sql, all, "forecast", "SELECT body FROM forecast WHERE station = ? AND role = 'champion'", station);
        body(sql, all, "shadow", "SELECT body FROM forecast WHERE station = ? AND role = 'shadow'", station);
        body(sql, all, "edgeForecast", "SELECT body FROM forecast WHERE station = ? AND role = 'edge'", station);
        body(sql, all, "heartbeat", "SELECT body FROM heartbeat WHERE station = ?", station);
        Optional<Instant> at = asked.time("at");
        long newest = at.map(time -> Times.micros(time.plus(AHEAD)))
                .orElse(sql.number("SELECT slot FROM newest WHERE station = ?", station));
        long first = at.map(time -> Times.micros(time) - DAY).orElse(newest - DAY);
        at.ifPresentOrElse(time -> all.put("at", Times.seconds(time)), () -> all.putNull("at"));
        if (at.isPresent()) {
            // Of what was foretold then, what is kept stands below "said".
            List.of("forecast", "shadow", "edgeForecast").forEach(all::putNull);
        }
        all.set("observed", observed(sql, station, first, newest));
        all.set("said", said(sql, station, first, newest));
        all.set("frames", frames(sql, station));
        all.set("baseRates", baseRates(sql, station));
        alerts(sql, all, station);
        return all;
    }

    /** Those in force, and the newest of those that have ended, each with what came of it. */
    private static void alerts(Sql sql, ObjectNode all, String station) throws SQLException {
        ArrayNode inForce = all.putArray("alerts");
        ArrayNode past = all.putArray("pastAlerts");
        sql.list(
                "SELECT body, state IN ('RAISED', 'UPDATED', 'UNKNOWN'), fate, lead FROM incident LEFT JOIN warning ON"
                        + " warning.id = incident.id WHERE incident.station = ? ORDER BY sent DESC",
                row -> {
                    ObjectNode alert = WarningAnswers.withOutcome((ObjectNode) Json.read(row.getString(1)), row);
                    ArrayNode to = row.getInt(2) == 1 ? inForce : past;
                    return to == inForce || past.size() < PAST_ALERTS ? to.add(alert) : to;
                },
                station);
    }

    private static void body(Sql sql, ObjectNode to, String name, String query, String station) throws SQLException {
        Optional<JsonNode> found = sql.first(query, row -> Json.read(row.getString(1)), station);
        to.set(name, found.orElseGet(() -> Json.object().nullNode()));
    }

    /** A day of slots: the times at which they end, and by variable mean, least and greatest, null where there is none. */
    private static ObjectNode observed(Sql sql, String station, long first, long last) throws SQLException {
        ObjectNode all = Json.object();
        ArrayNode times = all.putArray("times");
        ArrayNode frames = all.putArray("frames");
        ArrayNode revisions = all.putArray("revisions");
        Map<String, ObjectNode> variables = new TreeMap<>();
        List<Map.Entry<Long, JsonNode>> slots = sql.list(
                "SELECT slot, body FROM observation WHERE station = ? AND slot > ? AND slot <= ? ORDER BY slot",
                row -> Map.entry(row.getLong(1) / Times.MICROS, Json.read(row.getString(2))),
                station,
                first,
                last);
        for (Map.Entry<Long, JsonNode> slot : slots) {
            slot.getValue()
                    .path("variables")
                    .properties()
                    .forEach(one -> variables.computeIfAbsent(
                            one.getKey(),
                            name -> series(one.getValue().path("units").asText())));
        }
        for (Map.Entry<Long, JsonNode> slot : slots) {
            times.add(slot.getKey() + 60L * slot.getValue().path("minutes").asLong());
            frames.add(!slot.getValue().path("frameAt").isNull());
            revisions.add(slot.getValue().path("revision").asInt());
            variables.forEach((name, series) -> {
                JsonNode value = slot.getValue().path("variables").path(name);
                for (String column : List.of("mean", "min", "max", "flags")) {
                    add(series.withArray(column), value.path(column));
                }
                add(series.withArray("value"), ObservationJson.value(value));
            });
        }
        ObjectNode named = all.putObject("variables");
        variables.forEach(named::set);
        return all;
    }

    private static void add(ArrayNode to, JsonNode cell) {
        to.add(cell.isMissingNode() ? to.nullNode() : cell);
    }

    private static ObjectNode series(String units) {
        return Json.object().put("units", units);
    }

    /** By variable and lead: for which time what was said, 10%, 50% and 90%. */
    private static ObjectNode said(Sql sql, String station, long first, long last) throws SQLException {
        ObjectNode all = Json.object();
        long longest = AHEAD.toSeconds() * Times.MICROS;
        sql.list(
                "SELECT reference, body FROM said WHERE station = ? AND reference > ? AND reference <= ? ORDER BY reference",
                row -> {
                    long reference = row.getLong(1) / Times.MICROS;
                    Json.read(row.getString(2))
                            .properties()
                            .forEach(one -> one.getValue().forEach(band -> {
                                int lead = band.get(0).asInt();
                                long valid = reference + 60L * lead;
                                if (SAID_LEADS.contains(lead) && valid > first / Times.MICROS) {
                                    ObjectNode to = all.withObjectProperty(one.getKey())
                                            .withObjectProperty(Integer.toString(lead));
                                    to.withArrayProperty("times").add(valid);
                                    to.withArrayProperty("low").add(band.get(1));
                                    to.withArrayProperty("median").add(band.get(2));
                                    to.withArrayProperty("high").add(band.get(3));
                                }
                            }));
                    return reference;
                },
                station,
                first - longest,
                last + SLOT);
        return all;
    }

    private static ArrayNode frames(Sql sql, String station) throws SQLException {
        ArrayNode all = Json.array();
        sql.list(
                        "SELECT captured, sha256, topic FROM frame WHERE station = ? ORDER BY captured",
                        row -> Json.object()
                                .put("capturedAt", row.getLong(1) / Times.MICROS)
                                .put("sha256", row.getString(2))
                                .put("audit", !row.getString(3).equals(Topics.FRAMES.name())),
                        station)
                .forEach(all::add);
        return all;
    }

    /** By event: how often it came true at this station in the last days, and in how many cases. */
    private static ObjectNode baseRates(Sql sql, String station) throws SQLException {
        ObjectNode all = Json.object();
        sql.list(
                "SELECT name, sum(happened), sum(cases), count(DISTINCT day) FROM skill WHERE station = ? AND event = 1 AND"
                        + " lead = 60 GROUP BY name",
                row -> {
                    ObjectNode one = all.putObject(row.getString(1));
                    one.put("cases", row.getLong(3)).put("days", row.getLong(4));
                    if (row.getLong(3) > 0) {
                        one.put("rate", row.getDouble(2) / row.getLong(3));
                    }
                    return one;
                },
                station);
        return all;
    }
}
