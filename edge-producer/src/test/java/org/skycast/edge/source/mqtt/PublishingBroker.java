package org.skycast.edge.source.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.skycast.edge.source.Loopback;

/** A broker on loopback, and somebody who publishes to one of its topics. */
final class PublishingBroker implements AutoCloseable {

    private final String topic;
    private final int port = Loopback.freePort();
    private final Server broker = new Server();
    private final Mqtt3BlockingClient publisher;

    PublishingBroker(String topic) throws IOException {
        this.topic = topic;
        var properties = new Properties();
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("host", "127.0.0.1");
        properties.setProperty("allow_anonymous", "true");
        properties.setProperty("persistence_enabled", "false");
        properties.setProperty("telemetry_enabled", "false");
        broker.startServer(new MemoryConfig(properties));
        publisher = MqttClient.builder()
                .useMqttVersion3()
                .identifier("publisher")
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildBlocking();
        publisher.connect();
    }

    int port() {
        return port;
    }

    void publish(boolean retained, String text) {
        publish(retained, text.getBytes(StandardCharsets.UTF_8));
    }

    void publish(boolean retained, byte[] payload) {
        publisher
                .publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(retained)
                .payload(payload)
                .send();
    }

    /** It goes away; once is enough. */
    @Override
    public void close() {
        if (publisher.getState().isConnected()) {
            publisher.disconnect();
        }
        broker.stopServer();
    }
}
