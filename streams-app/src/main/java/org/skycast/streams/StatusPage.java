package org.skycast.streams;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;

/** {@code /metrics} for Prometheus, {@code /health/live} and {@code /health/ready} for whoever restarts processes. */
final class StatusPage implements AutoCloseable {

    private final Optional<HttpServer> server;

    StatusPage(int port, PrometheusMeterRegistry meters, List<RunningStage> stages) {
        this.server = port < 0 ? Optional.empty() : Optional.of(open(port));
        server.ifPresent(http -> {
            http.createContext("/metrics", exchange -> answer(exchange, 200, meters.scrape()));
            http.createContext("/health/live", exchange -> {
                boolean live = stages.stream().noneMatch(s -> s.state().hasCompletedShutdown());
                answer(exchange, live ? 200 : 503, states(stages));
            });
            http.createContext("/health/ready", exchange -> {
                boolean ready = stages.stream().allMatch(s -> s.state() == KafkaStreams.State.RUNNING);
                answer(exchange, ready ? 200 : 503, states(stages));
            });
            http.start();
        });
    }

    private static String states(List<RunningStage> stages) {
        return stages.stream().map(s -> s.name() + " " + s.state()).collect(Collectors.joining("\n"));
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

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.ifPresent(http -> http.stop(0));
    }
}
