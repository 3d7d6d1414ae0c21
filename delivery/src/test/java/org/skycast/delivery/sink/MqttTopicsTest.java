package org.skycast.delivery.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.exceptions.MqttSessionExpiredException;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Alert;
import org.skycast.delivery.WeatherAlertScene;
import org.skycast.delivery.outbox.Answer;

class MqttTopicsTest {

    @TempDir
    Path folder;

    private final Server broker = new Server();
    private int port;
    private Sink sink;

    @BeforeEach
    void open() throws Exception {
        // Moquette does not tell which one it took.
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var properties = new Properties();
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("host", "localhost");
        properties.setProperty("allow_anonymous", "true");
        properties.setProperty("data_path", folder.toString());
        properties.setProperty("persistence_enabled", "false");
        properties.setProperty("telemetry_enabled", "false");
        broker.startServer(new MemoryConfig(properties));
        sink = Sinks.of(
                WebhookTest.settings(
                        "mqtt: { broker: 'mqtt://localhost:%d', plain: true, prefix: warn }".formatted(port)),
                "/s",
                station -> Optional.empty());
    }

    @AfterEach
    void close() {
        sink.close();
        broker.stopServer();
    }

    /**
     * Has it told until it is taken, as the sender does: the broker of the tests now and then closes a connection on what
     * comes right behind its welcome.
     */
    private static void take(Supplier<Answer> telling) {
        Answer answer = telling.get();
        for (int again = 0; again < 5 && answer instanceof Answer.Later; again++) {
            answer = telling.get();
        }
        assertThat(answer).isInstanceOf(Answer.Taken.class);
    }

    /** What a home that connects now is told at once; one whose connection is closed connects again. */
    private Map<String, String> retained(int messages) throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                return retainedNow(messages);
            } catch (MqttSessionExpiredException e) {
                assertThat(attempt).as(e.toString()).isLessThan(5);
            }
        }
    }

    private Map<String, String> retainedNow(int messages) throws InterruptedException {
        Mqtt3BlockingClient client = MqttClient.builder()
                .useMqttVersion3()
                .identifier("home")
                .serverHost("localhost")
                .serverPort(port)
                .buildBlocking();
        Map<String, String> found = new TreeMap<>();
        try (var publishes = client.publishes(MqttGlobalPublishFilter.ALL)) {
            client.connect();
            client.subscribeWith().topicFilter("warn/#").send();
            for (int i = 0; i < messages; i++) {
                Mqtt3Publish publish = publishes.receive(20, TimeUnit.SECONDS).orElseThrow();
                found.put(
                        publish.getTopic().toString(), new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8));
            }
            client.disconnect();
        }
        return found;
    }

    @Test
    void whoeverConnectsKnowsWhatHolds() throws Exception {
        var now = WeatherAlertScene.RAISED;
        take(() -> sink.tell(List.of(WeatherAlertScene.message("RAISED", 1)), now));
        take(() -> sink.tell(List.of(WeatherAlertScene.message("UPDATED", 2)), now));
        Alert other = WeatherAlertScene.message("CLEARED", 2);
        other.setStationId("0-20000-0-12345");
        take(() -> sink.tell(List.of(other), now));
        take(() -> sink.beat(new Sink.Beat(now, 1, 0)));
        assertThat(retained(3))
                .containsOnlyKeys("warn/orchard-1/frost", "warn/0-20000-0-12345/frost", "warn/heartbeat")
                .hasEntrySatisfying(
                        "warn/orchard-1/frost", text -> assertThat(text).contains("alert.updated"))
                .hasEntrySatisfying("warn/heartbeat", text -> assertThat(text).contains("\"holding\":1"));
    }

    @Test
    void whatHasExpiredIsTakenAway() throws Exception {
        var now = WeatherAlertScene.RAISED;
        take(() -> sink.tell(List.of(WeatherAlertScene.message("RAISED", 1)), now));
        take(() -> sink.repeat(List.of(), now.plusSeconds(3600)));
        take(() -> sink.beat(new Sink.Beat(now, 1, 0)));
        assertThat(retained(2)).containsOnlyKeys("warn/orchard-1/frost", "warn/heartbeat");
        take(() -> sink.repeat(List.of(), now.plusSeconds(5 * 3600)));
        Alert other = WeatherAlertScene.message("RAISED", 1);
        other.setRule("wind");
        take(() -> sink.tell(List.of(other), now));
        assertThat(retained(2)).containsOnlyKeys("warn/orchard-1/wind", "warn/heartbeat");
    }

    @Test
    void aBrokerThatIsAwayIsAskedAgain() {
        broker.stopServer();
        assertThat(sink.tell(List.of(WeatherAlertScene.message("RAISED", 1)), WeatherAlertScene.RAISED))
                .isInstanceOfSatisfying(
                        Answer.Later.class, later -> assertThat(later.reason()).contains("MQTT broker localhost"));
    }
}
