package org.skycast.delivery.send;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.skycast.delivery.sink.SinkSettings;
import org.skycast.http.PageAnswer;
import org.skycast.http.ProcessMeters;
import org.skycast.http.StatusServer;
import org.skycast.settings.SettingsException;

/** The process: a thread a receiver, and a page that says how they are. */
public final class AlertSender implements AutoCloseable {

    private static final Duration ALIVE = Duration.ofMinutes(1);

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ProcessMeters process = ProcessMeters.shownIn(meters, Path.of("."));
    private final List<SinkThread> threads = new ArrayList<>();
    private final StatusServer pages;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final InstantSource clock = InstantSource.system();

    private AlertSender(SenderConfig config) {
        new TreeMap<>(config.sinks()).forEach((name, settings) -> threads.add(thread(config, name, settings)));
        try {
            pages = new StatusServer(config.httpAddress(), config.httpPort())
                    .page("/metrics", exchange -> PageAnswer.text(200, meters.scrape()))
                    .page("/health/live", exchange -> PageAnswer.text(200, "live\n"))
                    .page("/health/ready", exchange -> ready());
        } catch (IOException e) {
            throw new SettingsException(
                    "httpAddress and httpPort: %s:%d cannot be listened on (%s); give others."
                            .formatted(config.httpAddress(), config.httpPort(), e.getMessage()),
                    e);
        }
    }

    private SinkThread thread(SenderConfig config, String name, SinkSettings settings) {
        return new SinkThread(config, name, settings, new SinkMetrics(meters, name), clock);
    }

    /**
     * Starts it; it runs until it is closed.
     *
     * @throws SettingsException in one sentence if something in the settings cannot be
     */
    public static AlertSender start(SenderConfig config) {
        var sender = new AlertSender(config);
        sender.threads.forEach(SinkThread::start);
        sender.pages.start();
        return sender;
    }

    /** Where the pages are. */
    public int port() {
        return pages.port();
    }

    /** Whether each receiver's thread reads the log; that a receiver is away is no fault of this process. */
    private PageAnswer ready() {
        Instant now = clock.instant();
        Map<String, Instant> standing = new TreeMap<>();
        threads.stream()
                .filter(thread -> thread.lastStep().plus(ALIVE).isBefore(now))
                .forEach(thread -> standing.put(thread.sink(), thread.lastStep()));
        return standing.isEmpty()
                ? PageAnswer.text(200, "ready\n")
                : PageAnswer.text(
                        503, "These sinks have not read the log for a minute: %s.%n".formatted(standing.keySet()));
    }

    /** Waits until it is closed. */
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    /** Ends it; what has no answer yet is told again by the next. */
    @Override
    public void close() {
        threads.forEach(SinkThread::close);
        pages.close();
        process.close();
        meters.close();
        closed.countDown();
    }
}
