package org.skycast.dashboard.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.skycast.dashboard.feed.FeedState;
import org.skycast.dashboard.project.Json;
import org.skycast.dashboard.store.Positions;
import org.skycast.dashboard.store.Sql;
import org.skycast.dashboard.store.Times;
import org.skycast.settings.BuildVersion;

/** What those who run it all look at. */
final class OperationAnswers {

    private static final double THOUSANDTHS = 1_000;

    private OperationAnswers() {}

    /** Whether what is shown is up to date: how far reading is, and how many stations are in which state. */
    static ObjectNode status(Sql sql, Asked asked, FeedState feed) throws SQLException {
        ObjectNode all = Json.object().put("asOf", Positions.asOf(sql)).put("version", BuildVersion.running());
        all.set("counts", StationList.counts(sql, Freshness.bounds(asked.now())));
        feed(all, feed);
        return all;
    }

    private static void feed(ObjectNode to, FeedState feed) {
        ObjectNode all = to.putObject("feed");
        feed.heard().ifPresentOrElse(at -> all.put("heardAt", Times.seconds(at)), () -> all.putNull("heardAt"));
        feed.caughtUp()
                .ifPresentOrElse(at -> all.put("caughtUpAt", Times.seconds(at)), () -> all.putNull("caughtUpAt"));
        all.put("behind", feed.behind());
        // Rounded down: all of it is said once it is.
        all.put("share", Math.floor(feed.share() * THOUSANDTHS) / THOUSANDTHS);
        feed.fault().ifPresentOrElse(why -> all.put("fault", why), () -> all.putNull("fault"));
    }

    /** Drifts, what was refused, heartbeats, and how far each topic is read. */
    static ObjectNode operation(Sql sql, FeedState feed, long storeBytes, int streams) throws SQLException {
        ObjectNode all = Json.object().put("asOf", Positions.asOf(sql));
        feed(all, feed);
        ArrayNode topics = all.putArray("topics");
        feed.lags().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> topics.addObject()
                        .put("topic", entry.getKey())
                        .put("there", entry.getValue().there())
                        .put("behind", entry.getValue().records())
                        .put("readTo", entry.getValue().readTo()));
        all.put("storeBytes", storeBytes).put("streams", streams);
        bodies(sql, all, "drifts", "SELECT body FROM drift ORDER BY state = 'CLEARED', at DESC LIMIT 200");
        ArrayNode refused = all.putArray("refused");
        sql.list(
                        "SELECT kind, reason, sum(records), max(day) FROM refused GROUP BY kind, reason ORDER BY 3 DESC"
                                + " LIMIT 100",
                        row -> Json.object()
                                .put("kind", row.getString(1))
                                .put("reason", row.getString(2))
                                .put("records", row.getLong(3))
                                .put("newestDay", row.getLong(4) * 86_400))
                .forEach(refused::add);
        ArrayNode refusals = all.putArray("refusals");
        sql.list(
                        "SELECT at, kind, station, reason, detail, origin FROM refusal ORDER BY id DESC LIMIT 50",
                        row -> Json.object()
                                .put("at", row.getLong(1) / Times.MICROS)
                                .put("kind", row.getString(2))
                                .put("station", row.getString(3))
                                .put("reason", row.getString(4))
                                .put("detail", row.getString(5))
                                .put("origin", row.getString(6)))
                .forEach(refusals::add);
        ArrayNode heartbeats = all.putArray("heartbeats");
        List<ObjectNode> beats = sql.list(
                "SELECT station, body FROM heartbeat ORDER BY at LIMIT 200",
                row -> ((ObjectNode) Json.read(row.getString(2))).put("station", row.getString(1)));
        beats.forEach(heartbeats::add);
        all.put("heartbeatCount", sql.number("SELECT count(*) FROM heartbeat"));
        return all;
    }

    private static void bodies(Sql sql, ObjectNode to, String name, String query) throws SQLException {
        ArrayNode all = to.putArray(name);
        sql.list(query, row -> Json.read(row.getString(1))).forEach(all::add);
    }
}
