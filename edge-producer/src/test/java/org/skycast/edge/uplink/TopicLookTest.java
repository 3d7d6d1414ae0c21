package org.skycast.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.edge.source.Loopback;

/** What the uplink says of a broker that says nothing. */
@Timeout(60)
class TopicLookTest {

    private static final String SENTENCE =
            "The broker does not answer (no word of the topic skycast.frames within 400 ms);"
                    + " check bootstrap.servers, the network and the broker.";

    private static String reason(int port) {
        try (var look = new TopicLook(Duration.ofMillis(400))) {
            KafkaException failure = catchThrowableOfType(
                    KafkaException.class,
                    () -> look.require(Map.of("bootstrap.servers", "127.0.0.1:" + port), "skycast.frames"));
            return ((DeliveryResult.Failed) DeliveryResult.of(failure)).reason();
        }
    }

    @Test
    void aBrokerThatTakesConnectionsAndSaysNothingIsNamedByWhatWasAsked() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(reason(silent.getLocalPort())).isEqualTo(SENTENCE);
        }
    }

    @Test
    void aBrokerThatIsNotThereIsToo() {
        assertThat(reason(Loopback.freePort())).isEqualTo(SENTENCE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whateverWrapsAFailureSomethingIsSaid(boolean wordless) {
        Throwable cause = wordless ? new java.util.concurrent.TimeoutException() : new IllegalStateException("gone");
        String timeout = ((DeliveryResult.Failed) DeliveryResult.of(new TimeoutException("no word", cause))).reason();
        assertThat(timeout)
                .isEqualTo(
                        "The broker does not answer (no word); check bootstrap.servers, the network and the broker.");
        String other = ((DeliveryResult.Failed) DeliveryResult.of(new KafkaException("it failed", cause))).reason();
        assertThat(other).isEqualTo(wordless ? "it failed" : "gone");
    }
}
