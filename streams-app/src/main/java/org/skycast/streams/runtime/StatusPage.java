package org.skycast.streams.runtime;

import com.sun.net.httpserver.HttpExchange;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import org.skycast.http.PageAnswer;
import org.skycast.http.StatusServer;
import org.skycast.streams.StartupException;
import org.skycast.streams.serve.StationApi;

/**
 * {@code /metrics} for Prometheus, {@code /health/live} and {@code /health/ready} for whoever restarts processes, and
 * {@code /api/} for dashboards. It asks for no password, and so answers this computer alone unless the settings say more.
 */
final class StatusPage implements AutoCloseable {

    /** A question over many stations takes seconds, and must not take all processors. */
    private static final int QUESTIONS_AT_ONCE = 4;

    private final Optional<StatusServer> server;
    private final Semaphore questions = new Semaphore(QUESTIONS_AT_ONCE);

    StatusPage(String address, int port, PrometheusMeterRegistry meters, Readiness readiness, StationApi api) {
        this.server = port < 0 ? Optional.empty() : Optional.of(open(address, port));
        server.ifPresent(http -> http.page("/metrics", exchange -> PageAnswer.text(200, meters.scrape()))
                .page("/api/", exchange -> inTurn(exchange, api))
                .page("/health/live", exchange -> readiness.live())
                .page("/health/ready", exchange -> readiness.ready())
                .start());
    }

    private PageAnswer inTurn(HttpExchange exchange, StationApi api) {
        if (!questions.tryAcquire()) {
            exchange.getResponseHeaders().set("Retry-After", "5");
            return PageAnswer.text(503, "%d questions are being answered; ask again.".formatted(QUESTIONS_AT_ONCE));
        }
        try {
            return api.answer(exchange);
        } finally {
            questions.release();
        }
    }

    /** Where it answers; absent if it does not. */
    OptionalInt port() {
        return server.map(http -> OptionalInt.of(http.port())).orElse(OptionalInt.empty());
    }

    private static StatusServer open(String address, int port) {
        try {
            return new StatusServer(address, port);
        } catch (IOException e) {
            throw new StartupException(
                    ("%s:%d for metrics cannot be opened (%s); set httpPort to a free one, or to -1 for none, and"
                                    + " httpAddress to an address of this computer.")
                            .formatted(address, port, e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() {
        server.ifPresent(StatusServer::close);
    }
}
