package org.skycast.dashboard.web;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.skycast.dashboard.feed.FeedState;
import org.skycast.dashboard.feed.Lag;
import org.skycast.dashboard.project.MadeTopics;
import org.skycast.dashboard.project.Projection;
import org.skycast.dashboard.project.StoreChange;
import org.skycast.dashboard.store.Store;

/** The server on a store of made-up records, without a broker, at a time that stands still. */
final class AskedServer implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Store store;
    private final WebServer web;

    AskedServer(Path file, MadeTopics log, Instant now) throws IOException {
        store = Store.open(file);
        List<ConsumerRecord<String, byte[]>> records = log.records();
        new Projection(store, MadeTopics.SERDES, Set.of()).take(records, MadeTopics.next(records));
        var state = new FeedState(
                Optional.of(now),
                Optional.of(now),
                Map.of("skycast.forecasts", new Lag(0, 3, 0, true)),
                Optional.empty());
        var setting = new WebServer.Setting(
                "127.0.0.1", 0, List.of("weather.example"), Map.of("north", "Europe/Oslo"), Set.of("south"), "skycast");
        web = new WebServer(setting, store, () -> state, Optional.empty(), InstantSource.fixed(now));
        web.start();
    }

    int port() {
        return web.port();
    }

    void tell(StoreChange change) {
        web.tell(Set.of(change));
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return ask("GET", path, headers);
    }

    HttpResponse<String> ask(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d%s".formatted(port(), path)))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends text as it is; the socket stays open. */
    Socket raw(String text) throws IOException {
        var socket = new Socket("127.0.0.1", port());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    @Override
    public void close() {
        web.close();
        store.close();
    }
}
