package org.skycast.edge.source.mqtt;

import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient.Mqtt3Publishes;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.SampleSink;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.report.JsonReports;
import org.skycast.edge.source.report.Report;
import org.skycast.edge.source.report.ReportIntake;
import org.skycast.edge.source.report.ReportReader;
import org.skycast.edge.source.report.ReportSeen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports that come over MQTT 3.1.1 as JSON, an object or a list of them a message. The session is kept at the broker, and a message is acknowledged
 * once its reading is kept: what comes while the edge does not run is given when it does, and what could not be kept is
 * given again. Publishers must publish at quality of service 1 for that; what they publish at 0 nobody keeps.
 */
final class MqttSensor implements LiveSource {

    private static final Logger LOG = LoggerFactory.getLogger(MqttSensor.class);
    private static final Duration CONNECT = Duration.ofSeconds(15);

    /** Where messages never pause, so long after connecting they are believed to be of now. */
    private static final Duration BACKLOG = Duration.ofSeconds(30);

    private final String stationId;
    private final String name;
    private final Mqtt config;
    private final ReportReader reader;
    private final ReportIntake reports;
    private final EdgeMetrics metrics;
    private final InstantSource clock;

    /** @throws org.skycast.settings.SettingsException if its map cannot be used */
    MqttSensor(String stationId, MqttReadings config, EdgeMetrics metrics, InstantSource clock) {
        this.stationId = stationId;
        this.config = config.mqtt();
        this.name = "%s/readings/mqtt/%s".formatted(stationId, this.config.topic());
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
        var connection = new MqttConnection(config, clientId(), CONNECT);
        try (Mqtt3Publishes publishes = connection.publishes(true)) {
            // Closed first, so that nothing more is acknowledged.
            try (connection) {
                long begun = System.nanoTime();
                boolean backlog = connection.open(false);
                while (true) {
                    Optional<Mqtt3Publish> message = publishes.receive(1, TimeUnit.SECONDS);
                    if (message.isPresent()) {
                        take(message.get(), backlog, sink);
                        message.get().acknowledge();
                    } else if (!connection.isConnected()) {
                        throw new IOException(
                                "The connection to the MQTT broker %s is lost.".formatted(config.broker()));
                    }
                    // What the broker kept comes at once, and a pause is the end of it.
                    backlog &= message.isPresent() && System.nanoTime() - begun < BACKLOG.toNanos();
                }
            }
        }
    }

    private void take(Mqtt3Publish message, boolean backlog, SampleSink sink) {
        JsonReports found;
        try {
            found = JsonReports.read(message.getPayloadAsBytes());
        } catch (IOException e) {
            // Given again it would be no better.
            unreadable(message, 1, List.of(String.valueOf(e.getMessage())));
            return;
        }
        unreadable(message, found.unreadable(), found.broken());
        List<ReportIntake.Given> given = new ArrayList<>();
        for (JsonReports.Element one : found.reports()) {
            Optional<String> aside = whyAside(message, backlog, one.report());
            aside.ifPresent(reason -> leftAside(message, reason));
            if (aside.isEmpty()) {
                String text = found.reports().size() > 1
                        ? one.text()
                        : new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
                given.add(new ReportIntake.Given(one.report(), message.getTopic() + "\n" + text));
            }
        }
        if (found.reports().size() > 1) {
            reports.takeAll(given, sink);
        } else {
            given.forEach(one -> reports.take(one.report(), one.content(), sink));
        }
    }

    /** Why a report is not taken although it can be read: nobody knows when it was measured. */
    private Optional<String> whyAside(Mqtt3Publish message, boolean backlog, Report report) {
        if (reader.saysTime(report)) {
            return Optional.empty();
        }
        if (message.isRetain()) {
            return Optional.of("the broker has kept it for whoever comes, and it does not say when it was measured");
        }
        return backlog
                ? Optional.of(
                        "the broker may have kept it while the edge was away, and it does not say when it was measured")
                : Optional.empty();
    }

    private void leftAside(Mqtt3Publish message, String reason) {
        reports.leaveAside(reason);
        LOG.info("A message on {} is left aside: {}.", message.getTopic(), reason);
    }

    private void unreadable(Mqtt3Publish message, int number, List<String> reasons) {
        for (int i = 0; i < number; i++) {
            metrics.unreadable(name);
        }
        reasons.forEach(reason -> LOG.warn("A message on {} is left out: {}.", message.getTopic(), reason));
    }

    private String clientId() {
        var sum = new CRC32C();
        sum.update(config.topic().getBytes(StandardCharsets.UTF_8));
        return config.clientId().orElseGet(() -> "skycast-%s-%08x".formatted(stationId, sum.getValue()));
    }

    /** Listens as another client, which keeps no session and takes nothing away from the edge. */
    @Override
    public SourceCheck check(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        SourceCheck first = checkOnce(limit);
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        // A connection may break off by chance; once more tells.
        return first instanceof SourceCheck.Failed && left.toMillis() > 0 ? checkOnce(left) : first;
    }

    private SourceCheck checkOnce(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            var connection = new MqttConnection(config, clientId() + "-check", limit);
            try (connection;
                    Mqtt3Publishes publishes = connection.publishes(false)) {
                connection.open(true);
                return listened(publishes, deadline, limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return SourceCheck.failed(e);
        } catch (IOException | RuntimeException e) {
            return SourceCheck.failed(e);
        }
    }

    /** Listens until something comes that can be used; where nothing does, what came first tells why. */
    private SourceCheck listened(Mqtt3Publishes publishes, long deadline, Duration limit) throws InterruptedException {
        Optional<SourceCheck> first = Optional.empty();
        while (true) {
            Optional<Mqtt3Publish> message =
                    publishes.receive(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (message.isEmpty()) {
                return first.orElseGet(
                        () -> new SourceCheck.Silent("%s lets this station read %s; nothing came within %s s."
                                .formatted(config.broker(), config.topic(), limit.toMillis() / 1000.0)));
            }
            SourceCheck seen = seen(message.get());
            if (!(seen instanceof SourceCheck.Failed || seen instanceof SourceCheck.Silent)) {
                return seen;
            }
            first = first.or(() -> Optional.of(seen));
        }
    }

    private SourceCheck seen(Mqtt3Publish message) {
        String came = "On %s came a report".formatted(message.getTopic());
        try {
            List<JsonReports.Element> found =
                    JsonReports.read(message.getPayloadAsBytes()).reports();
            Report newest = found.get(found.size() - 1).report();
            ReportReader.Outcome outcome = reader.read(newest, clock.instant(), Map.of());
            Optional<String> aside = whyAside(message, false, newest);
            return aside.isPresent() && outcome instanceof ReportReader.Read
                    ? new SourceCheck.Silent(
                            "%s that is left aside: %s; nothing else came.".formatted(came, aside.get()))
                    : ReportSeen.of(came, outcome);
        } catch (IOException e) {
            return new SourceCheck.Failed("%s that is of no use: %s.".formatted(came, e.getMessage()));
        }
    }
}
