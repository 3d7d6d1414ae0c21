package org.skycast.dashboard.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.dashboard.project.Json;
import org.skycast.dashboard.store.Positions;
import org.skycast.dashboard.store.Sql;
import org.skycast.dashboard.store.Times;

/** All stations: a page of a list, or points of a map. */
final class StationList {

    static final int PAGE = 100;

    private static final List<String> STATES = List.of("all", "fresh", "late", "silent", "alerting");

    private static final String IN_FORCE = "state IN ('RAISED', 'UPDATED', 'UNKNOWN')";

    /** What has no camera is not late for lack of pictures; a station that gave nothing at all is silent. */
    private static final String WORST = "max(CASE reading_state WHEN 3 THEN 2 ELSE reading_state END,"
            + " CASE frame_state WHEN 3 THEN 0 ELSE frame_state END,"
            + " CASE forecast_state WHEN 3 THEN 2 ELSE forecast_state END)";

    private static final String STATED =
            "WITH stated AS (SELECT s.id, s.name, s.latitude, s.longitude, n.reading, n.frame,"
                    + " n.embedded, n.reference, n.completeness, n.degraded, n.outlook, "
                    + Freshness.sql("n.reading") + " AS reading_state, " + Freshness.sql("n.frame")
                    + " AS frame_state, "
                    + Freshness.sql("n.reference")
                    + " AS forecast_state, coalesce(a.alerts, 0) AS alerts, coalesce(a.unknown, 0) AS"
                    + " unknown FROM station s LEFT JOIN newest n ON n.station = s.id LEFT JOIN (SELECT station, count(*) AS alerts,"
                    + " sum(state = 'UNKNOWN') AS unknown FROM incident WHERE " + IN_FORCE
                    + " GROUP BY station) a ON a.station = s.id), ranked AS (SELECT *, " + WORST
                    + " AS worst FROM stated) ";

    private static final Map<String, String> ORDERS = Map.of(
            "name", "name COLLATE NOCASE, id",
            "-name", "name COLLATE NOCASE DESC, id DESC",
            "state", "worst DESC, alerts DESC, name COLLATE NOCASE, id",
            "-state", "worst, alerts, name COLLATE NOCASE, id",
            "reading", "reading, id",
            "-reading", "reading DESC, id",
            "alerts", "alerts DESC, name COLLATE NOCASE, id",
            "-alerts", "alerts, name COLLATE NOCASE, id");

    private StationList() {}

    /** {@code ?q=&state=&sort=&page=}: a hundred stations, and how many there are in which state. */
    static ObjectNode page(Sql sql, Asked asked) throws SQLException {
        int page = asked.number("page", 1, 1, 100_000);
        String state = asked.word("state", "all", STATES);
        String order = asked.word("sort", "name", List.copyOf(ORDERS.keySet()));
        Filter filter = Filter.of(asked.text("q"), state);
        Object[] bounds = Freshness.bounds(asked.now());
        ObjectNode all = Json.object().put("asOf", Positions.asOf(sql));
        all.set("counts", counts(sql, bounds));
        long matching = sql.number(STATED + "SELECT count(*) FROM ranked" + filter.where(), filter.with(bounds));
        all.put("matching", matching).put("page", page).put("pages", Math.max(1, (matching + PAGE - 1) / PAGE));
        ArrayNode rows = all.putArray("stations");
        List<ObjectNode> found = sql.list(
                STATED + "SELECT * FROM ranked" + filter.where() + " ORDER BY " + ORDERS.get(order) + " LIMIT " + PAGE
                        + " OFFSET " + (page - 1) * PAGE,
                StationList::row,
                filter.with(bounds));
        for (ObjectNode row : found) {
            alerts(sql, row);
            rows.add(row);
        }
        return all;
    }

    static ObjectNode counts(Sql sql, Object... bounds) throws SQLException {
        return sql.first(
                        STATED + "SELECT count(*), coalesce(sum(worst = 0), 0), coalesce(sum(worst = 1), 0),"
                                + " coalesce(sum(worst = 2), 0), coalesce(sum(alerts > 0), 0) FROM ranked",
                        row -> Json.object()
                                .put("all", row.getLong(1))
                                .put("fresh", row.getLong(2))
                                .put("late", row.getLong(3))
                                .put("silent", row.getLong(4))
                                .put("alerting", row.getLong(5)),
                        bounds)
                .orElseGet(Json::object);
    }

    /** One station as a row of the list. */
    static Optional<ObjectNode> one(Sql sql, String station, Asked asked) throws SQLException {
        List<Object> with = new ArrayList<>(Arrays.asList(Freshness.bounds(asked.now())));
        with.add(station);
        return sql.first(STATED + "SELECT * FROM ranked WHERE id = ?3", StationList::row, with.toArray());
    }

    private static ObjectNode row(ResultSet row) throws SQLException {
        ObjectNode all = Json.object()
                .put("id", row.getString("id"))
                .put("name", row.getString("name"))
                .put("latitude", row.getDouble("latitude"))
                .put("longitude", row.getDouble("longitude"));
        time(all, "readingAt", row, "reading");
        time(all, "frameAt", row, "frame");
        time(all, "referenceTime", row, "reference");
        all.put("embedsAtEdge", row.getInt("embedded") == 1)
                .put("state", Freshness.values()[row.getInt("worst")].label())
                .put("readingState", Freshness.values()[row.getInt("reading_state")].label())
                .put("frameState", Freshness.values()[row.getInt("frame_state")].label())
                .put("forecastState", Freshness.values()[row.getInt("forecast_state")].label())
                .put("alerts", row.getInt("alerts"))
                .put("unknownAlerts", row.getInt("unknown"));
        String outlook = row.getString("outlook");
        if (outlook == null) {
            all.putNull("outlook").putNull("completeness").putArray("degraded");
        } else {
            all.put("completeness", row.getDouble("completeness"));
            all.set("degraded", Json.read(row.getString("degraded")));
            all.set("outlook", Json.read(outlook));
        }
        return all;
    }

    private static void time(ObjectNode to, String name, ResultSet row, String column) throws SQLException {
        long micros = row.getLong(column);
        if (row.wasNull()) {
            to.putNull(name);
        } else {
            to.put(name, micros / Times.MICROS);
        }
    }

    private static void alerts(Sql sql, ObjectNode row) throws SQLException {
        ArrayNode titles = row.putArray("alertTitles");
        if (row.get("alerts").asInt() > 0) {
            sql.list(
                            "SELECT body FROM incident WHERE station = ? AND " + IN_FORCE
                                    + " ORDER BY sent DESC LIMIT 3",
                            found -> Json.read(found.getString(1)).path("title").asText(),
                            row.get("id").asText())
                    .forEach(titles::add);
        }
    }

    /** Every station as {@code [id, name, latitude, longitude, state, alerts]}. */
    static ObjectNode map(Sql sql, Asked asked) throws SQLException {
        ObjectNode all = Json.object().put("asOf", Positions.asOf(sql));
        ArrayNode points = all.putArray("stations");
        sql.list(
                        STATED + "SELECT id, name, latitude, longitude, worst, alerts FROM ranked ORDER BY id",
                        row -> Json.array()
                                .add(row.getString(1))
                                .add(row.getString(2))
                                .add(row.getDouble(3))
                                .add(row.getDouble(4))
                                .add(Freshness.values()[row.getInt(5)].label())
                                .add(row.getInt(6)),
                        Freshness.bounds(asked.now()))
                .forEach(points::add);
        return all;
    }

    /** Which stations are wanted. */
    private record Filter(String where, List<Object> parameters) {

        static Filter of(Optional<String> search, String state) {
            List<String> terms = new ArrayList<>();
            List<Object> parameters = new ArrayList<>();
            search.ifPresent(text -> {
                terms.add("(name LIKE ?3 ESCAPE '\\' OR id LIKE ?3 ESCAPE '\\')");
                parameters.add("%" + text.replaceAll("([%_\\\\])", "\\\\$1") + "%");
            });
            switch (state) {
                case "fresh" -> terms.add("worst = 0");
                case "late" -> terms.add("worst = 1");
                case "silent" -> terms.add("worst = 2");
                case "alerting" -> terms.add("alerts > 0");
                default -> {
                    // All are wanted.
                }
            }
            return new Filter(terms.isEmpty() ? "" : " WHERE " + String.join(" AND ", terms), parameters);
        }

        Object[] with(Object... bounds) {
            List<Object> all = new ArrayList<>(Arrays.asList(bounds));
            all.addAll(parameters);
            return all.toArray();
        }
    }
}
