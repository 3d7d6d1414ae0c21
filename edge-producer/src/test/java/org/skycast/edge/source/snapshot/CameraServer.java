package org.skycast.edge.source.snapshot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.skycast.edge.http.HttpLimits;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.frame.CameraPictures;
import org.skycast.edge.source.Cadence;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.Opened;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SourceContext;
import org.skycast.edge.source.TakenItems;
import org.skycast.edge.source.access.Secret;

/** A camera on loopback that answers as it is told, and a clock that goes from one due time to the next. */
final class CameraServer implements AfterEachCallback {

    private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:10Z");

    final HttpServer server;
    volatile Answering answering = exchange -> picture(exchange, 1);
    final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
    Instant now = BEGIN;

    /** What the camera answers. */
    interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    CameraServer() {
        // The limits of every server in this process are read when the first is made.
        HttpLimits.set();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            try (exchange) {
                Map<String, String> headers = new HashMap<>();
                exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
                requests.add(headers);
                answering.answer(exchange);
            }
        });
        server.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    void close() {
        server.stop(0);
    }

    static byte[] jpeg(int number) {
        return CameraPictures.picture("jpeg", 4 + number, 4);
    }

    static void picture(HttpExchange exchange, int number) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "image/jpeg");
        exchange.sendResponseHeaders(200, jpeg(number).length);
        exchange.getResponseBody().write(jpeg(number));
    }

    Snapshot snapshot(Duration timeout, double megabytes) {
        return new Snapshot(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/shot.jpg?token=t0ken"),
                Optional.of("Mufasa"),
                Optional.of(Secret.of("Circle of Life")),
                Optional.empty(),
                timeout,
                megabytes,
                Optional.empty());
    }

    LiveSource camera(Snapshot snapshot) {
        var cadence = new Cadence(Duration.ofMinutes(1), Duration.ZERO);
        var context = new SourceContext(true, new EdgeMetrics(), () -> now, until -> now = until, TakenItems.NONE);
        return ((Opened.Live) new SnapshotFrames(snapshot, cadence).open("a", context)).source();
    }

    LiveSource camera() {
        return camera(snapshot(Duration.ofSeconds(20), 1));
    }

    /** Runs a camera until it was due so often. */
    List<Sample> run(LiveSource camera, int times) throws Exception {
        List<Sample> taken = new ArrayList<>();
        Instant end = now.plus(Duration.ofMinutes(times));
        Answering usual = answering;
        answering = exchange -> {
            if (now.isAfter(end)) {
                exchange.sendResponseHeaders(599, -1);
            } else {
                usual.answer(exchange);
            }
        };
        try {
            camera.run(taken::addAll);
        } catch (IOException e) {
            if (!e.getMessage().contains("599")) {
                throw e;
            }
        } finally {
            answering = usual;
        }
        return taken;
    }

    static void text(HttpExchange exchange, String type, int status, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, text.length());
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
