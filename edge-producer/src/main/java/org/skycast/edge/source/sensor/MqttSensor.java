package org.skycast.edge.source.sensor;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient.Mqtt3Publishes;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import javax.net.ssl.SSLException;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.Mqtt;
import org.skycast.edge.source.MqttReadings;
import org.skycast.edge.source.SampleSink;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.TrustedCertificates;
import org.skycast.edge.source.report.Report;
import org.skycast.edge.source.report.ReportReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports that come over MQTT 3.1.1, a JSON object each. The session is kept at the broker, and a message is acknowledged
 * once its reading is kept: what comes while the edge does not run is given when it does, and what could not be kept is
 * given again. Publishers must publish at quality of service 1 for that; what they publish at 0 nobody keeps.
 */
public final class MqttSensor implements LiveSource {

    private static final Logger LOG = LoggerFactory.getLogger(MqttSensor.class);
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final String stationId;
    private final String name;
    private final Mqtt config;
    private final ReportReader reader;
    private final ReportIntake reports;
    private final EdgeMetrics metrics;
    private final InstantSource clock;

    /** @throws org.skycast.settings.SettingsException if its map cannot be used */
    public MqttSensor(String stationId, MqttReadings config, EdgeMetrics metrics, InstantSource clock) {
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
        Mqtt3BlockingClient client = client(clientId(), CONNECT);
        // Opened before the connection, so that what the broker gives at once is not missed.
        try (Mqtt3Publishes publishes = client.publishes(MqttGlobalPublishFilter.ALL, true)) {
            try {
                connect(client, false);
                subscribe(client);
                while (true) {
                    Optional<Mqtt3Publish> message = publishes.receive(1, TimeUnit.SECONDS);
                    if (message.isPresent()) {
                        take(message.get(), sink);
                        message.get().acknowledge();
                    } else if (!client.getState().isConnected()) {
                        throw new IOException(
                                "The connection to the MQTT broker %s is lost.".formatted(config.broker()));
                    }
                }
            } finally {
                // First, so that nothing more is acknowledged.
                disconnect(client);
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

    private Mqtt3BlockingClient client(String id, Duration within) {
        var transport = MqttClientTransportConfig.builder()
                .serverHost(config.broker().getHost())
                .serverPort(config.port())
                .socketConnectTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
                .mqttConnectTimeout(within.toMillis(), TimeUnit.MILLISECONDS);
        if (config.isTls()) {
            transport = transport.sslConfig(MqttClientSslConfig.builder()
                    .trustManagerFactory(
                            config.trust().map(TrustedCertificates::in).orElse(null))
                    .handshakeTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
                    .build());
        }
        // All of it in one: what the builder of the client is told beside a transport, it leaves out.
        var builder = MqttClient.builder().useMqttVersion3().identifier(id).transportConfig(transport.build());
        if (config.user().isPresent()) {
            builder = builder.simpleAuth()
                    .username(config.user().get())
                    .password(config.login().secret().orElse("").getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth();
        }
        return builder.buildBlocking();
    }

    private void connect(Mqtt3BlockingClient client, boolean clean) throws IOException {
        try {
            client.connectWith()
                    .cleanSession(clean)
                    .keepAlive(KEEP_ALIVE_SECONDS)
                    .send();
        } catch (Mqtt3ConnAckException e) {
            throw new IOException(
                    "The MQTT broker %s refuses the connection (%s); check user and password."
                            .formatted(config.broker(), e.getMqttMessage().getReturnCode()),
                    e);
        } catch (RuntimeException e) {
            Throwable root = root(e);
            throw new IOException(
                    root instanceof GeneralSecurityException || root instanceof SSLException
                            ? "The MQTT broker %s is not trusted (%s); name its certificate, or that of its issuer, in trust."
                                    .formatted(config.broker(), SourceCheck.reason(root))
                            : "The MQTT broker %s cannot be reached (%s); check that it runs and its address, and mqtt or mqtts."
                                    .formatted(config.broker(), SourceCheck.reason(root)),
                    e);
        }
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private void subscribe(Mqtt3BlockingClient client) throws IOException {
        try {
            client.subscribeWith()
                    .topicFilter(config.topic())
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send();
        } catch (RuntimeException e) {
            throw new IOException(
                    "The MQTT broker %s does not let this station read %s (%s); check the topic and its rights."
                            .formatted(config.broker(), config.topic(), SourceCheck.reason(e)),
                    e);
        }
    }

    private static void disconnect(Mqtt3BlockingClient client) {
        try {
            client.disconnect();
        } catch (RuntimeException e) {
            LOG.debug("Not connected any more.", e);
        }
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
            Mqtt3BlockingClient client = client(clientId() + "-check", limit);
            try (Mqtt3Publishes publishes = client.publishes(MqttGlobalPublishFilter.ALL)) {
                connect(client, true);
                subscribe(client);
                Optional<Mqtt3Publish> message =
                        publishes.receive(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                return message.isEmpty()
                        ? new SourceCheck.Silent("%s lets this station read %s; nothing came within %s s."
                                .formatted(config.broker(), config.topic(), limit.toMillis() / 1000.0))
                        : seen(message.get());
            } finally {
                disconnect(client);
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
