package org.skycast.streams.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skycast.streams.StartupException;

class BrokerReachTest {

    private static final String NOBODY =
            "No broker answers at 127.0.0.1:9; check bootstrap.servers, security.protocol and the network.";

    private final BrokerReach reach = new BrokerReach(Map.of("bootstrap.servers", "127.0.0.1:9"));

    @Test
    void whoDoesNotAnswerIsNamedInOneSentence() {
        assertThatThrownBy(reach::require).isInstanceOf(StartupException.class).hasMessage(NOBODY);
    }

    @Test
    void whoeverWaitsGivesUpWhenTheTimeIsOver() {
        assertThatThrownBy(() -> reach.await(Duration.ofMillis(1)))
                .isInstanceOf(StartupException.class)
                .hasMessage(NOBODY);
    }

    /** As where TLS is spoken, or the port is another program's; a broker that is only busy would answer in the end. */
    @Test
    void whatListensAndDoesNotAnswerIsToldFromNobody() throws Exception {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + silent.getLocalPort();
            var reach = new BrokerReach(
                    Map.of("bootstrap.servers", address), Duration.ofMillis(300), Duration.ofMillis(700));
            assertThatThrownBy(reach::require)
                    .isInstanceOf(StartupException.class)
                    .hasMessageStartingWith(
                            "What listens at " + address + " does not answer as a broker does, within 1 s;");
        }
    }

    @Test
    void whatMakesNoClientIsSaidInOneSentence() {
        assertThatThrownBy(() -> new BrokerReach(Map.of("bootstrap.servers", "no-port")).require())
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("The broker at no-port cannot be used: ");
    }
}
