package org.skycast.edge.source.console;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.SampleSink;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.console.Receive.Protocol;
import org.skycast.edge.source.report.Report;
import org.skycast.edge.source.report.ReportIntake;
import org.skycast.edge.source.report.ReportReader;
import org.skycast.edge.source.report.ReportSeen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the reports of a console, by Ecowitt's protocol or the Weather Underground's. A report is answered with 200 once it
 * is kept; one that cannot be kept with 503, so that the console sends it again.
 */
final class ConsoleReceiver implements LiveSource {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleReceiver.class);

    /** A console with every sensor sends about two thousand. */
    static final int MOST_BYTES = 16_384;

    private final String name;
    private final Receive config;
    private final ConsoleServer server;
    private final ReportReader reader;
    private final ReportIntake reports;
    private final EdgeMetrics metrics;
    private final InstantSource clock;

    /** @throws org.skycast.settings.SettingsException if its map cannot be used */
    ConsoleReceiver(String stationId, ReceivedReadings config, EdgeMetrics metrics, InstantSource clock) {
        this.config = config.receive();
        this.server = new ConsoleServer(this.config);
        this.name = "%s/readings/receive/%d".formatted(stationId, this.config.port());
        this.reader = new ReportReader(config.names().open(), name);
        this.reports = new ReportIntake(stationId, name, reader, metrics, clock);
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void resumeAfter(String item) {
        reports.resumeAfter(item);
    }

    @Override
    public void run(SampleSink sink) throws IOException, InterruptedException {
        serve(report -> taken(report, sink), new CountDownLatch(1)::await);
    }

    private ConsoleAnswer taken(Report report, SampleSink sink) {
        try {
            return ConsoleAnswer.to(reports.take(report, "", sink), config.protocol());
        } catch (RuntimeException e) {
            LOG.warn(
                    "A report to {} could not be kept, and the console is asked to send it again: {}",
                    name,
                    SourceCheck.reason(e));
            return ConsoleAnswer.notKept();
        }
    }

    /** Answers while {@code waiting} waits. */
    private void serve(Function<Report, ConsoleAnswer> answers, ConsoleServer.Waiting waiting)
            throws IOException, InterruptedException {
        Optional<String> password = config.login().secret();
        server.serve(request -> answer(request, password, answers), waiting);
    }

    private ConsoleAnswer answer(
            HttpExchange exchange, Optional<String> password, Function<Report, ConsoleAnswer> answers)
            throws IOException {
        String method = config.protocol() == Protocol.ecowitt ? "POST" : "GET";
        if (!withoutSlash(exchange.getRequestURI().getPath()).equals(withoutSlash(config.path()))) {
            return refused(ConsoleAnswer.wrongPath(config.path()));
        }
        if (!exchange.getRequestMethod().equals(method)) {
            return refused(ConsoleAnswer.wrongMethod(method));
        }
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        if (body.length > MOST_BYTES || query.length() > MOST_BYTES) {
            return refused(ConsoleAnswer.tooLarge(MOST_BYTES));
        }
        Report report =
                Report.form(config.protocol() == Protocol.ecowitt ? new String(body, StandardCharsets.UTF_8) : query);
        boolean known = config.protocol() == Protocol.ecowitt
                ? fits(report, "PASSKEY", password)
                : fits(report, "ID", config.stationId()) && fits(report, "PASSWORD", password);
        return known ? answers.apply(report) : refused(ConsoleAnswer.stranger());
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Whether the field is what it must be, compared in a time that tells nothing of where it differs. */
    private static boolean fits(Report report, String field, Optional<String> wanted) {
        return wanted.isEmpty()
                || MessageDigest.isEqual(
                        wanted.get().getBytes(StandardCharsets.UTF_8),
                        report.text(field).orElse("").getBytes(StandardCharsets.UTF_8));
    }

    private ConsoleAnswer refused(ConsoleAnswer answer) {
        metrics.unreadable(name);
        LOG.warn("A request to {} is refused: {}", name, answer.text());
        return answer;
    }

    /** Listens for a report, which it answers as not kept, so that the console sends it again to the edge. */
    @Override
    public SourceCheck check(Duration limit) {
        var seen = new CompletableFuture<SourceCheck>();
        try {
            serve(
                    report -> {
                        seen.complete(ReportSeen.of(
                                "To port %d came a report".formatted(config.port()),
                                reader.read(report, clock.instant(), Map.of())));
                        return ConsoleAnswer.notKept();
                    },
                    () -> await(seen, limit));
            return seen.getNow(new SourceCheck.Silent("Port %d of %s is free for %s; no report came within %s s."
                    .formatted(config.port(), config.address(), config.protocol(), limit.toMillis() / 1000.0)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return SourceCheck.failed(e);
        } catch (IOException | RuntimeException e) {
            return e.getCause() instanceof BindException
                    ? new SourceCheck.InUse(SourceCheck.reason(e))
                    : SourceCheck.failed(e);
        }
    }

    private static void await(CompletableFuture<SourceCheck> seen, Duration limit) throws InterruptedException {
        try {
            seen.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("No report came.");
        }
    }
}
