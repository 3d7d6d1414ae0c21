package org.skycast.edge.source.console;

import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
    private final RefusalLog refusals;

    /** @throws org.skycast.settings.SettingsException if its map cannot be used */
    ConsoleReceiver(String stationId, ReceivedReadings config, EdgeMetrics metrics, InstantSource clock) {
        this.config = config.receive();
        this.server = new ConsoleServer(this.config, new RequestParser(MOST_BYTES), clock);
        this.name = "%s/readings/receive/%d".formatted(stationId, this.config.port());
        this.reader = new ReportReader(config.names().open(), name);
        this.reports = new ReportIntake(stationId, name, reader, metrics, clock);
        this.metrics = metrics;
        this.clock = clock;
        this.refusals = new RefusalLog(name, clock, LOG::warn);
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
        server.serve(new Answers(report -> taken(report, sink)), () -> false);
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

    /** Reports that may be reported, to {@code taking}. */
    private class Answers implements ConsoleServer.Answering {
        private final Optional<String> password = config.login().secret();
        private final Function<Report, ConsoleAnswer> taking;

        Answers(Function<Report, ConsoleAnswer> taking) {
            this.taking = taking;
        }

        @Override
        public ConsoleAnswer to(ConsoleRequest request) {
            Optional<String> fields = request.fieldsAt(config.path());
            if (fields.isEmpty()) {
                return refuse(ConsoleAnswer.wrongPath(request.shownPath(), config.path()));
            }
            Report report = Report.form(fields.get());
            Report plain = Report.formAsItStands(fields.get());
            boolean known = config.protocol() == Protocol.ecowitt
                    ? fits(report, plain, "PASSKEY", password)
                    : fits(report, plain, "ID", config.stationId()) && fits(report, plain, "PASSWORD", password);
            return known ? taking.apply(report) : refuse(ConsoleAnswer.stranger());
        }

        @Override
        public void refused(ConsoleAnswer answer) {
            metrics.unreadable(name);
            refusals.refused(answer.text());
        }

        private ConsoleAnswer refuse(ConsoleAnswer answer) {
            refused(answer);
            return answer;
        }
    }

    /** Whether the field is what it must be, encoded as it ought to be or not at all. */
    private static boolean fits(Report report, Report plain, String field, Optional<String> wanted) {
        return wanted.isEmpty() || isSame(report, field, wanted.get()) || isSame(plain, field, wanted.get());
    }

    /** Compared in a time that tells nothing of where it differs. */
    private static boolean isSame(Report report, String field, String wanted) {
        return MessageDigest.isEqual(
                wanted.getBytes(StandardCharsets.UTF_8),
                report.text(field).orElse("").getBytes(StandardCharsets.UTF_8));
    }

    /** Listens for a report, which it answers as not kept, so that the console sends it again to the edge. */
    @Override
    public SourceCheck check(Duration limit) {
        var seen = new CompletableFuture<SourceCheck>();
        var refused = new CompletableFuture<String>();
        long end = System.nanoTime() + limit.toNanos();
        try {
            server.serve(
                    new Answers(report -> {
                        seen.complete(ReportSeen.of(
                                "To port %d came a report".formatted(config.port()),
                                reader.read(report, clock.instant(), Map.of())));
                        return ConsoleAnswer.notKept();
                    }) {
                        @Override
                        public void refused(ConsoleAnswer answer) {
                            refused.complete(answer.text());
                        }
                    },
                    () -> seen.isDone() || System.nanoTime() > end);
            // What was refused first tells why no report came.
            return seen.getNow(
                    refused.isDone()
                            ? new SourceCheck.Failed("To port %d came a request that is refused: %s"
                                    .formatted(config.port(), refused.join()))
                            : new SourceCheck.Silent("Port %d of %s is free for %s; no report came within %s s."
                                    .formatted(
                                            config.port(),
                                            config.address(),
                                            config.protocol(),
                                            limit.toMillis() / 1000.0)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return SourceCheck.failed(e);
        } catch (IOException | RuntimeException e) {
            return e.getCause() instanceof BindException
                    ? new SourceCheck.InUse(SourceCheck.reason(e))
                    : SourceCheck.failed(e);
        }
    }
}
