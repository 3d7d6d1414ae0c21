package org.skycast.edge.status;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.skycast.edge.source.Source;
import org.skycast.http.PageAnswer;
import org.skycast.http.ProcessMeters;
import org.skycast.http.StatusServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What looks after a running edge: its pages over HTTP, its heartbeat, and a look at the clock now and then. */
public final class Operation implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Operation.class);
    private static final Duration CLOCK_EVERY = Duration.ofMinutes(5);
    private static final Duration CLOCK_LIMIT = Duration.ofSeconds(15);

    private final OperationSettings settings;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "clock");
        thread.setDaemon(true);
        return thread;
    });
    private final StatusBoard board;
    private volatile Optional<StatusServer> server = Optional.empty();
    private volatile Optional<ProcessMeters> process = Optional.empty();

    /**
     * Opens nothing yet.
     *
     * @param board what puts the edge's status together
     * @param meters what is counted, as {@link #meters} gives it for these settings
     */
    public Operation(OperationSettings settings, StatusBoard board, MeterRegistry meters, InstantSource clock) {
        this.settings = settings;
        this.board = board;
        this.meters = meters;
        this.clock = clock;
    }

    /** Where an edge with these settings counts: where nobody scrapes, the simple registry is smaller. */
    public static MeterRegistry meters(OperationSettings settings) {
        return settings.httpPort() < 0
                ? new SimpleMeterRegistry()
                : new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    /** The heartbeat, if one is wanted; the edge takes it as any other source. */
    public List<Source> heartbeat() {
        return settings.heartbeat().isZero() || settings.heartbeat().isNegative()
                ? List.of()
                : List.of(new Heartbeat(board, settings.heartbeat(), clock));
    }

    /**
     * Begins. A port that is taken stops nothing: data come first.
     *
     * @param pages more pages, JSON by their paths, such as {@code /forecast}; asked at each request
     */
    public Operation start(Watched edge, Map<String, Supplier<String>> pages) {
        board.watch(edge);
        boolean looksAtClock = settings.httpPort() >= 0 || !settings.heartbeat().isZero();
        if (looksAtClock) {
            ClockLook look = ClockLook.at(settings.ntpServer());
            looking.scheduleWithFixedDelay(
                    () -> board.clockIs(look.look(CLOCK_LIMIT)), 0, CLOCK_EVERY.toSeconds(), TimeUnit.SECONDS);
        }
        if (meters instanceof PrometheusMeterRegistry prometheus) {
            process = Optional.of(ProcessMeters.shownIn(prometheus, board.disk()));
            server = serve(prometheus, pages);
        }
        return this;
    }

    private Optional<StatusServer> serve(PrometheusMeterRegistry prometheus, Map<String, Supplier<String>> pages) {
        var gauges = new EdgeGauges(board, clock, prometheus);
        try {
            var http = new StatusServer(settings.httpAddress(), settings.httpPort())
                    .page(
                            "/",
                            exchange -> PageAnswer.text(
                                    404, "There is /status, /metrics, /health/live and /health/ready.\n"))
                    .page("/status", exchange -> PageAnswer.json(StatusJson.write(board.status())))
                    .page("/metrics", exchange -> {
                        gauges.refresh();
                        return PageAnswer.text(200, prometheus.scrape());
                    })
                    .page("/health/live", exchange -> Health.live(board))
                    .page("/health/ready", exchange -> Health.ready(board));
            pages.forEach((path, json) -> http.page(path, exchange -> PageAnswer.json(json.get())));
            LOG.info("Status and metrics are at http://{}:{}/status.", settings.httpAddress(), http.port());
            return Optional.of(http.start());
        } catch (IOException e) {
            LOG.warn(
                    "Status and metrics are not served, for {}:{} cannot be opened ({}); set operation.httpPort to a"
                            + " free port, or to -1 for none. The edge goes on without.",
                    settings.httpAddress(),
                    settings.httpPort(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    /** Where it answers; empty if it does not. */
    public OptionalInt port() {
        return server.map(http -> OptionalInt.of(http.port())).orElse(OptionalInt.empty());
    }

    @Override
    public void close() {
        looking.shutdownNow();
        server.ifPresent(StatusServer::close);
        process.ifPresent(ProcessMeters::close);
    }
}
