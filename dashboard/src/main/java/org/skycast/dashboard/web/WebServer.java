package org.skycast.dashboard.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.skycast.dashboard.api.Api;
import org.skycast.dashboard.feed.FeedState;
import org.skycast.dashboard.frame.FrameFetcher;
import org.skycast.dashboard.project.StoreChange;
import org.skycast.dashboard.store.Store;

/** The HTTP server. Bounded in threads, connections, what a request may say and how long a silent one is kept. */
public final class WebServer implements AutoCloseable {

    private static final int THREADS = 24;
    private static final int CONNECTIONS = 2_000;
    private static final int REQUEST_BYTES = 8_192;
    private static final long IDLE_MILLIS = 30_000;

    private final Server server;
    private final ServerConnector connector;
    private final EventHub events;

    /**
     * What is served, and where.
     *
     * @param port 0 for any that is free
     * @param hosts names that it goes by beside those of the loopback
     * @param zones IANA names by the stations' ids; {@code *} for those that are not named
     * @param framesOff stations of which no pictures are shown
     */
    public record Setting(
            String address,
            int port,
            List<String> hosts,
            Map<String, String> zones,
            Set<String> framesOff,
            String capSender) {

        public Setting {
            hosts = List.copyOf(hosts);
            zones = Map.copyOf(zones);
            framesOff = Set.copyOf(framesOff);
        }
    }

    /** @param frames absent where no pictures are shown at all */
    public WebServer(
            Setting setting,
            Store store,
            Supplier<FeedState> feed,
            Optional<FrameFetcher> frames,
            InstantSource clock) {
        events = new EventHub(Long.toString(clock.instant().toEpochMilli(), Character.MAX_RADIX));
        var threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("dashboard-http");
        threads.setDaemon(true);
        server = new Server(threads);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(REQUEST_BYTES);
        // Paths are never files here, and a station's id may hold a slash or a percent sign.
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.addCustomizer((request, headers) -> {
            SafeHeaders.put(headers);
            return request;
        });
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(setting.address());
        connector.setPort(setting.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
        List<String> hosts = new ArrayList<>(setting.hosts());
        hosts.add(setting.address());
        var api = new Api(store, feed, events::open, setting.zones(), setting.capSender());
        server.setHandler(compressed(new Router(new Gate(hosts), api, events, frames, setting.framesOff(), clock)));
        server.setErrorHandler(new Sentences());
    }

    private static CompressionHandler compressed(Router router) {
        var handler = new CompressionHandler(router);
        handler.putCompression(new GzipCompression());
        handler.putConfiguration(
                "/*",
                CompressionConfig.builder()
                        .defaults()
                        .compressIncludeMethod("GET")
                        // Events must not wait for more.
                        .compressExcludePath("/api/v1/events")
                        .compressExcludePath("/frames/*")
                        .build());
        return handler;
    }

    /** Errors that no handler answers, such as of a request that cannot be read. */
    private static final class Sentences extends ErrorHandler {

        private static final String SENTENCE = "This request cannot be read.\n";

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            SafeHeaders.put(response.getHeaders());
            response.getHeaders().put("Content-Type", "text/plain; charset=utf-8");
            response.write(true, sentence(), callback);
            return true;
        }

        private static ByteBuffer sentence() {
            return ByteBuffer.wrap(SENTENCE.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Begins to answer.
     *
     * @throws IOException if the port is taken or the address is not this computer's
     */
    public void start() throws IOException {
        try {
            server.start();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Where it listens. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Tells whoever listens what is new. */
    public void tell(Set<StoreChange> changes) {
        events.tell(changes);
    }

    @Override
    public void close() {
        events.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The server did not stop: " + e.getMessage(), e);
        }
    }
}
