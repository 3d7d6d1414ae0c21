package org.skycast.edge.source.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient.Mqtt3Publishes;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.access.TrustedCertificates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to an MQTT broker, with what a failure of it means to the user. */
final class MqttConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MqttConnection.class);
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final Mqtt config;
    private final Mqtt3BlockingClient client;

    /**
     * Not connected yet.
     *
     * @param id what the broker keeps the session by
     * @param within how long it may take to connect
     */
    MqttConnection(Mqtt config, String id, Duration within) {
        this.config = config;
        this.client = client(config, id, within);
    }

    private static Mqtt3BlockingClient client(Mqtt config, String id, Duration within) {
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

    /**
     * What comes from now on; opened before the connection, so that what the broker gives at once is not missed.
     *
     * @param acknowledging whether the taker acknowledges each message
     */
    Mqtt3Publishes publishes(boolean acknowledging) {
        return client.publishes(MqttGlobalPublishFilter.ALL, acknowledging);
    }

    boolean isConnected() {
        return client.getState().isConnected();
    }

    /**
     * Connects and subscribes.
     *
     * @param clean whether the broker keeps nothing of the session
     * @return whether the broker has kept the session, and so perhaps messages
     * @throws IOException if the broker cannot be reached, or refuses it
     */
    boolean open(boolean clean) throws IOException {
        boolean kept = connect(clean);
        subscribe();
        return kept;
    }

    private boolean connect(boolean clean) throws IOException {
        try {
            return client.connectWith()
                    .cleanSession(clean)
                    .keepAlive(KEEP_ALIVE_SECONDS)
                    .send()
                    .isSessionPresent();
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

    private void subscribe() throws IOException {
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

    @Override
    public void close() {
        try {
            client.disconnect();
        } catch (RuntimeException e) {
            LOG.debug("Not connected any more.", e);
        }
    }
}
