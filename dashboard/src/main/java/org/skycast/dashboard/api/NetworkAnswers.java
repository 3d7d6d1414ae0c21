package org.skycast.dashboard.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skycast.dashboard.project.Json;
import org.skycast.dashboard.project.Projection;
import org.skycast.dashboard.store.Positions;
import org.skycast.dashboard.store.Sql;
import org.skycast.dashboard.store.Times;

/** What is answered of all stations together: skill, alerts, deployments. */
final class NetworkAnswers {

    private static final int ALERTS = 200;
    private static final int MONTH = 30;

    private NetworkAnswers() {}

    /** {@code ?station=&days=}: by bundle, variable and lead what forecasts were worth. */
    static ObjectNode skill(Sql sql, Asked asked) throws SQLException {
        String station = asked.text("station").orElse("");
        int days = asked.number("days", 7, 1, MONTH);
        ObjectNode all = Json.object().put("asOf", Positions.asOf(sql)).put("days", days);
        all.put("keptDays", station.isEmpty() ? MONTH : Math.min(MONTH, Projection.stationSkillDays(sql)));
        String name = sql.first("SELECT name FROM station WHERE id = ?", row -> row.getString(1), station)
                .orElse("");
        all.put("stationName", name);
        all.set("roles", roles(sql, asked.now()));
        Map<String, ObjectNode> series = new LinkedHashMap<>();
        sql.list(
                "SELECT sha256, name, max(event), lead, max(model), max(version), sum(cases), sum(missing), sum(absolute),"
                        + " sum(crps), sum(inside), sum(paired), sum(own), sum(persistence), sum(happened), sum(brier),"
                        + " count(DISTINCT day) FROM skill WHERE station = ? AND day > ? GROUP BY sha256, name, lead"
                        + " ORDER BY name, sha256, lead",
                row -> {
                    String key = row.getString(1) + "/" + row.getString(2);
                    lead(series.computeIfAbsent(key, k -> Json.object()), row);
                    return key;
                },
                station,
                Times.day(asked.now()) - days);
        ArrayNode rows = all.putArray("series");
        series.values().forEach(rows::add);
        return all;
    }

    private static void lead(ObjectNode to, ResultSet row) throws SQLException {
        boolean event = row.getInt(3) == 1;
        double cases = row.getLong(7);
        double paired = row.getLong(12);
        to.put("bundleSha256", row.getString(1))
                .put("name", row.getString(2))
                .put("event", event)
                .put("modelId", row.getString(5))
                .put("modelVersion", row.getString(6));
        ObjectNode lead = to.withArray("leads")
                .addObject()
                .put("leadMinutes", row.getInt(4))
                .put("cases", row.getLong(7))
                .put("missing", row.getLong(8))
                .put("withPersistence", row.getLong(12))
                .put("days", row.getInt(17));
        if (cases > 0 && event) {
            lead.put("brier", row.getDouble(16) / cases).put("frequency", row.getDouble(15) / cases);
        } else if (cases > 0) {
            lead.put("mae", row.getDouble(9) / cases)
                    .put("crps", row.getDouble(10) / cases)
                    .put("coverage80", row.getDouble(11) / cases);
        }
        if (paired > 0) {
            lead.put("paired", row.getDouble(13) / paired).put("persistence", row.getDouble(14) / paired);
            if (row.getDouble(14) > 0) {
                lead.put("skill", 1 - row.getDouble(13) / row.getDouble(14));
            }
        }
    }

    /** By role the bundle that holds now for stations of which nothing else is said. */
    private static ObjectNode roles(Sql sql, Instant now) throws SQLException {
        ObjectNode all = Json.object();
        sql.list(
                "SELECT role, bundle, sha256 FROM deployment WHERE stations = '[]' AND since <= ? ORDER BY since, taken",
                row -> all.set(
                        row.getString(1),
                        Json.object().put("bundle", row.getString(2)).put("sha256", row.getString(3))),
                Times.micros(now));
        return all;
    }

    /** {@code ?state=&station=}: alerts in force or past, the newest first. */
    static ObjectNode alerts(Sql sql, Asked asked) throws SQLException {
        String state = asked.word("state", "in-force", List.of("in-force", "past"));
        String station = asked.text("station").orElse("");
        ObjectNode all = Json.object().put("asOf", Positions.asOf(sql)).put("state", state);
        String where =
                " FROM incident LEFT JOIN station ON station.id = incident.station LEFT JOIN warning ON warning.id ="
                        + " incident.id WHERE state "
                        + (state.equals("past") ? "NOT IN" : "IN") + " ('RAISED', 'UPDATED', 'UNKNOWN')"
                        + " AND (? = '' OR incident.station = ?)";
        all.put("count", sql.number("SELECT count(*)" + where, station, station));
        ArrayNode rows = all.putArray("alerts");
        sql.list(
                        "SELECT body, station.name, fate, lead" + where + " ORDER BY sent DESC, incident.id LIMIT "
                                + ALERTS,
                        row -> WarningAnswers.withOutcome(
                                ((ObjectNode) Json.read(row.getString(1))).put("stationName", row.getString(2)), row),
                        station,
                        station)
                .forEach(rows::add);
        return all;
    }

    /** Every deployment, the newest first, and which bundle has which role now. */
    static ObjectNode deployments(Sql sql, Asked asked) throws SQLException {
        ObjectNode all = Json.object().put("asOf", Positions.asOf(sql));
        all.set("roles", roles(sql, asked.now()));
        ArrayNode rows = all.putArray("deployments");
        sql.list(
                        "SELECT role, bundle, sha256, since, stations, taken FROM deployment ORDER BY taken DESC, since DESC"
                                + " LIMIT 500",
                        row -> {
                            ObjectNode one = Json.object()
                                    .put("role", row.getString(1))
                                    .put("bundle", row.getString(2))
                                    .put("sha256", row.getString(3))
                                    .put("fromSlot", row.getLong(4) / Times.MICROS)
                                    .put("deployedAt", row.getLong(6) / Times.MICROS);
                            one.set("stations", Json.read(row.getString(5)));
                            return one;
                        })
                .forEach(rows::add);
        ArrayNode used = all.putArray("inUse");
        sql.list(
                        "SELECT role, json_extract(body, '$.lineage.modelId'), json_extract(body,"
                                + " '$.lineage.modelVersion'), json_extract(body, '$.lineage.bundleSha256'), count(*),"
                                + " max(reference) FROM forecast GROUP BY 1, 2, 3, 4 ORDER BY 1, 5 DESC LIMIT 50",
                        row -> Json.object()
                                .put("role", row.getString(1))
                                .put("modelId", row.getString(2))
                                .put("modelVersion", row.getString(3))
                                .put("bundleSha256", row.getString(4))
                                .put("stations", row.getLong(5))
                                .put("newestReferenceTime", row.getLong(6) / Times.MICROS))
                .forEach(used::add);
        return all;
    }
}
