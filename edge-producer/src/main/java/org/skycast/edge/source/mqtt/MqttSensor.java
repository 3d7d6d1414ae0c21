package org.skycast.edge.source.mqtt;

import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient.Mqtt3Publishes;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
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
 * Reports that come over MQTT 3.1.1, a JSON object each. The session is kept at the broker, and a message is acknowledged
 * once its reading is kept: what comes while the edge does not run is given when it does, and what could not be kept is
 * given again. Publishers must publish at quality of service 1 for that; what they publish at 0 nobody keeps.
 */
final class MqttSensor implements LiveSource {

    private static final Logger LOG = LoggerFactory.getLogger(MqttSensor.class);
    private static final Duration CONNECT = Duration.ofSeconds(15);

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
                connection.open(false);
                while (true) {
                    Optional<Mqtt3Publish> message = publishes.receive(1, TimeUnit.SECONDS);
                    if (message.isPresent()) {
                        take(message.get(), sink);
                        message.get().acknowledge();
                    } else if (!connection.isConnected()) {
                        throw new IOException(
                                "The connection to the MQTT broker %s is lost.".formatted(config.broker()));
                    }
                }
            }
        }
    }

    private void take(Mqtt3Publish message, SampleSink sink) {
        byte[] payload = message.getPayloadAsBytes();
        try {
            Report report = JsonReports.one(payload);
            reports.take(report, message.getTopic() + "\n" + new String(payload, StandardCharsets.UTF_8), sink);
        } catch (IOException e) {
            // Given again it would be no better.
            metrics.unreadable(name);
            LOG.warn("A message on {} is left out: {}.", message.getTopic(), e.getMessage());
        }
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
                Optional<Mqtt3Publish> message =
                        publishes.receive(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                return message.isEmpty()
                        ? new SourceCheck.Silent("%s lets this station read %s; nothing came within %s s."
                                .formatted(config.broker(), config.topic(), limit.toMillis() / 1000.0))
                        : seen(message.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return SourceCheck.failed(e);
        } catch (IOException | RuntimeException e) {
            return SourceCheck.failed(e);
        }
    }

    private SourceCheck seen(Mqtt3Publish message) throws IOException {
        return ReportSeen.of(
                "On %s came a report".formatted(message.getTopic()),
                reader.read(JsonReports.one(message.getPayloadAsBytes()), clock.instant(), Map.of()));
    }
}
