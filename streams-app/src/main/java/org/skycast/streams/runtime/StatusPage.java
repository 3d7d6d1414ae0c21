package org.skycast.streams.runtime;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.skycast.streams.StartupException;
import org.skycast.streams.serve.ApiResponse;
import org.skycast.streams.serve.StationApi;

/**
 * {@code /metrics} for Prometheus, {@code /health/live} and {@code /health/ready} for whoever restarts processes, and
 * {@code /api/} for dashboards.
 */
final class StatusPage implements AutoCloseable {

    /** A question over many stations takes seconds, and health must not wait for it. */
    private static final int AT_ONCE = 4;

    private final Optional<HttpServer> server;
    private final ExecutorService answering = Executors.newFixedThreadPool(AT_ONCE, StatusPage::thread);

    StatusPage(int port, PrometheusMeterRegistry meters, List<RunningStage> stages, StationApi api) {
        this.server = port < 0 ? Optional.empty() : Optional.of(open(port));
        server.ifPresent(http -> {
            http.setExecutor(answering);
            http.createContext(
                    "/metrics",
                    exchange -> ApiResponse.text(200, meters.scrape()).send(exchange));
            http.createContext("/api/", api::handle);
            http.createContext("/health/live", exchange -> {
                boolean live = stages.stream().noneMatch(RunningStage::isOver);
                ApiResponse.text(live ? 200 : 503, states(stages)).send(exchange);
            });
            http.createContext("/health/ready", exchange -> {
                boolean ready = stages.stream().allMatch(s -> s.standing().isEmpty());
                ApiResponse.text(ready ? 200 : 503, states(stages)).send(exchange);
            });
            http.start();
        });
    }

    /** Where it answers; absent if it does not. */
    OptionalInt port() {
        return server.map(http -> OptionalInt.of(http.getAddress().getPort())).orElse(OptionalInt.empty());
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "status-page");
        thread.setDaemon(true);
        return thread;
    }

    private static String states(List<RunningStage> stages) {
        return stages.stream()
                .map(s -> "%s %s%s"
                        .formatted(
                                s.name(),
                                s.state(),
                                s.standing().isEmpty() ? "" : ": " + String.join("; ", s.standing())))
                .collect(Collectors.joining("\n"));
    }

    private static HttpServer open(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(port), 0);
        } catch (IOException e) {
            throw new StartupException(
                    "The port %d for metrics cannot be opened (%s); set httpPort to a free one, or to -1 for none."
                            .formatted(port, e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() {
        server.ifPresent(http -> http.stop(0));
        answering.shutdownNow();
    }
}
