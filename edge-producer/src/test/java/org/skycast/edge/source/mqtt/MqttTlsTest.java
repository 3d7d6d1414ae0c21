package org.skycast.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Loopback;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.access.SelfSigned;
import org.skycast.edge.source.report.FieldNames;

@Timeout(120)
class MqttTlsTest {

    private static final Duration LISTEN = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    private final Server broker = new Server();
    private final int plain = Loopback.freePort();
    private final int secure = Loopback.freePort();

    @BeforeEach
    void start() throws Exception {
        var properties = new Properties();
        properties.setProperty("port", Integer.toString(plain));
        properties.setProperty("ssl_port", Integer.toString(secure));
        properties.setProperty("host", "127.0.0.1");
        properties.setProperty("jks_path", SelfSigned.in(folder).keys().toString());
        properties.setProperty("key_store_type", "pkcs12");
        properties.setProperty("key_store_password", SelfSigned.PASSWORD);
        properties.setProperty("key_manager_password", SelfSigned.PASSWORD);
        properties.setProperty("allow_anonymous", "true");
        properties.setProperty("persistence_enabled", "false");
        properties.setProperty("telemetry_enabled", "false");
        broker.startServer(new MemoryConfig(properties));
    }

    @AfterEach
    void stop() {
        broker.stopServer();
    }

    private static SourceCheck check(String broker, Optional<Path> trust) {
        var mqtt = new Mqtt(
                URI.create(broker),
                "weather/loop",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                trust);
        return new MqttSensor(
                        "a",
                        new MqttReadings(mqtt, new FieldNames.Named("weewx")),
                        new EdgeMetrics(),
                        () -> Instant.EPOCH)
                .check(LISTEN);
    }

    @Test
    void brokerIsHeardOverTlsWhereItsCertificateIsNamed() {
        assertThat(check("mqtts://127.0.0.1:" + secure, Optional.of(folder.resolve("self.pem"))))
                .isInstanceOfSatisfying(
                        SourceCheck.Silent.class,
                        silent -> assertThat(silent.says()).contains("lets this station read weather/loop"));
    }

    @Test
    void brokerOfAnotherCertificateOrAnotherNameIsNotTrusted() {
        assertThat(check("mqtts://127.0.0.1:" + secure, Optional.empty())).satisfies(MqttTlsTest::notTrusted);
        assertThat(check("mqtts://localhost:" + secure, Optional.of(folder.resolve("self.pem"))))
                .satisfies(MqttTlsTest::notTrusted);
    }

    private static void notTrusted(SourceCheck check) {
        assertThat(check)
                .isInstanceOfSatisfying(
                        SourceCheck.Failed.class,
                        failed -> assertThat(failed.says())
                                .contains("is not trusted")
                                .contains("in trust."));
    }

    @Test
    void tlsSpokenToAPortWithoutItIsNamed() {
        assertThat(check("mqtts://127.0.0.1:" + plain, Optional.empty()))
                .isInstanceOfSatisfying(
                        SourceCheck.Failed.class,
                        failed -> assertThat(failed.says()).contains("127.0.0.1:" + plain));
    }
}
