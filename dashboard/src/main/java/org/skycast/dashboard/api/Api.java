package org.skycast.dashboard.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.skycast.avro.Alert;
import org.skycast.avro.Site;
import org.skycast.dashboard.feed.FeedState;
import org.skycast.dashboard.frame.FramePlace;
import org.skycast.dashboard.project.Json;
import org.skycast.dashboard.store.Sql;
import org.skycast.dashboard.store.Store;
import org.skycast.dashboard.store.Times;
import org.skycast.delivery.cap.CapDocument;
import org.skycast.delivery.cap.CapException;
import org.skycast.delivery.cap.CapSender;
import org.skycast.topics.Topics;

/** What is answered below {@code /api/v1}, by paths in which {@code *} stands for a step that varies. */
public final class Api {

    private static final String JSON = "application/json";

    private final Store store;
    private final Supplier<FeedState> feed;
    private final IntSupplier streams;
    private final Map<String, String> zones;
    private final CapDocument cap;
    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();

    /** What answers at a path, and the parameters that it knows. */
    private record Endpoint(List<String> parameters, Answering answering) {}

    @FunctionalInterface
    private interface Answering {
        Body answer(Sql sql, Asked asked) throws SQLException;
    }

    @FunctionalInterface
    private interface Tree {
        JsonNode of(Sql sql, Asked asked) throws SQLException;
    }

    /** An answer that is well. */
    public record Body(String type, byte[] bytes) {}

    /**
     * @param streams how many streams of events are open
     * @param zones IANA names by the stations' ids; {@code *} for those that are not named
     * @param sender of CAP documents
     */
    public Api(Store store, Supplier<FeedState> feed, IntSupplier streams, Map<String, String> zones, String sender) {
        this.store = store;
        this.feed = feed;
        this.streams = streams;
        this.zones = Map.copyOf(zones);
        this.cap = new CapDocument(CapSender.of(sender));
        json("status", List.of(), (sql, asked) -> OperationAnswers.status(sql, asked, feed.get()));
        json("stations", List.of("q", "state", "sort", "page"), StationList::page);
        json("map", List.of(), StationList::map);
        json("stations/*", List.of("at"), (sql, asked) -> StationDetail.of(sql, asked, this.zones));
        endpoints.put("stations/*/chart.csv", new Endpoint(List.of("variable"), this::csv));
        json("skill", List.of("station", "days"), NetworkAnswers::skill);
        json("alerts", List.of("state", "station"), NetworkAnswers::alerts);
        json("alerts/verification", List.of("station"), WarningAnswers::verification);
        endpoints.put("alerts/cap.xml", new Endpoint(List.of("id"), this::cap));
        json("deployments", List.of(), NetworkAnswers::deployments);
        json(
                "operation",
                List.of(),
                (sql, asked) ->
                        OperationAnswers.operation(sql, this.feed.get(), store.bytes(), this.streams.getAsInt()));
    }

    private void json(String path, List<String> parameters, Tree tree) {
        endpoints.put(
                path,
                new Endpoint(
                        parameters,
                        (sql, asked) ->
                                new Body(JSON, Json.text(tree.of(sql, asked)).getBytes(StandardCharsets.UTF_8))));
    }

    /** The paths, without {@code /api/v1/}. */
    public List<String> paths() {
        return List.copyOf(endpoints.keySet());
    }

    /**
     * Answers a request.
     *
     * @param path one of {@link #paths}
     * @throws AskedWrongly if a parameter is unknown or does not fit, or what is asked for is not there
     */
    public Body answer(String path, Asked asked) {
        Endpoint endpoint = Optional.ofNullable(endpoints.get(path))
                .orElseThrow(() -> new AskedWrongly(404, "There is nothing here; /api/v1/openapi.json tells what is."));
        for (String name : asked.parameters().keySet()) {
            if (!endpoint.parameters().contains(name)) {
                throw new AskedWrongly(
                        400,
                        endpoint.parameters().isEmpty()
                                ? "This address takes no parameters."
                                : "Parameters here are: %s.".formatted(String.join(", ", endpoint.parameters())));
            }
        }
        return store.read(sql -> endpoint.answering().answer(sql, asked));
    }

    private Body csv(Sql sql, Asked asked) throws SQLException {
        String variable = asked.text("variable")
                .orElseThrow(() -> new AskedWrongly(400, "Name a variable, such as ?variable=air_temperature."));
        String text = StationCsv.of(StationDetail.of(sql, asked, zones), variable);
        return new Body("text/csv; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    private Body cap(Sql sql, Asked asked) throws SQLException {
        String id = asked.text("id").orElseThrow(() -> new AskedWrongly(400, "Name an alert by ?id=."));
        byte[] record = sql.first("SELECT record FROM incident WHERE id = ?", row -> row.getBytes(1), id)
                .orElseThrow(() -> new AskedWrongly(404, "There is no alert of this id here."));
        try {
            Alert alert = Alert.fromByteBuffer(ByteBuffer.wrap(record));
            Optional<Site> site = sql.first(
                    "SELECT latitude, longitude, altitude FROM station WHERE id = ?",
                    row -> new Site(row.getDouble(1), row.getDouble(2), row.getDouble(3)),
                    alert.getStationId());
            return new Body("application/cap+xml", cap.of(alert, site).getBytes(StandardCharsets.UTF_8));
        } catch (IOException | CapException e) {
            throw new AskedWrongly(500, "This alert cannot be written as CAP: " + e.getMessage());
        }
    }

    /** Where a frame of a station stands. */
    public Optional<FramePlace> frame(String station, String sha256) {
        return store.read(sql -> sql.first(
                "SELECT topic, partition, place, taken FROM frame WHERE station = ? AND sha256 = ?",
                row -> place(station, sha256, row),
                station,
                sha256));
    }

    /** A station's frames and embeddings are in partitions of the same number, for both go by its id. */
    private static FramePlace place(String station, String sha256, ResultSet row) throws SQLException {
        var partition = new TopicPartition(Topics.FRAMES.name(), row.getInt("partition"));
        return row.getString("topic").equals(Topics.FRAMES.name())
                ? new FramePlace.Exact(station, sha256, partition, row.getLong("place"))
                : new FramePlace.Audit(station, sha256, partition, Times.instant(row.getLong("taken")));
    }

    /** The digest of a station's newest frame. */
    public Optional<String> newestFrame(String station) {
        return store.read(sql -> sql.first(
                "SELECT sha256 FROM frame WHERE station = ? ORDER BY captured DESC LIMIT 1",
                row -> row.getString(1),
                station));
    }
}
