package org.skycast.edge.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.net.ntp.NtpV3Impl;
import org.apache.commons.net.ntp.TimeStamp;
import org.junit.jupiter.api.Test;

class ClockLookTest {

    private static final Duration LIMIT = Duration.ofSeconds(9);

    /** A time server whose clock is ahead of this one by a fixed span; answers once. */
    private static final class TimeServer implements AutoCloseable {
        private final DatagramSocket socket;
        private final Thread thread;

        TimeServer(long aheadMillis, int stratum) throws IOException {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            thread = new Thread(() -> answer(aheadMillis, stratum));
            thread.start();
        }

        private void answer(long aheadMillis, int stratum) {
            try {
                var request = new DatagramPacket(new byte[48], 48);
                socket.receive(request);
                var asked = new NtpV3Impl();
                asked.setDatagramPacket(request);
                var answer = new NtpV3Impl();
                answer.setStratum(stratum);
                answer.setMode(NtpV3Impl.MODE_SERVER);
                answer.setVersion(NtpV3Impl.VERSION_3);
                answer.setOriginateTimeStamp(asked.getTransmitTimeStamp());
                TimeStamp now = TimeStamp.getNtpTime(System.currentTimeMillis() + aheadMillis);
                answer.setReceiveTimeStamp(now);
                answer.setTransmitTime(now);
                DatagramPacket sent = answer.getDatagramPacket();
                sent.setSocketAddress(request.getSocketAddress());
                socket.send(sent);
            } catch (IOException e) {
                // The test has ended.
            }
        }

        String address() {
            return "127.0.0.1:" + socket.getLocalPort();
        }

        @Override
        public void close() throws InterruptedException {
            socket.close();
            thread.join(5000);
        }
    }

    private static Shell saying(Map<String, String> answers) {
        return (limit, command) -> Optional.ofNullable(answers.get(command.get(0)));
    }

    @Test
    void offsetIsMeasuredAgainstTheServer() throws Exception {
        try (var server = new TimeServer(90_000, 2)) {
            ClockState state = new ClockLook(Optional.of(server.address()), saying(Map.of())).look(LIMIT);
            assertThat(state.offsetSeconds().orElseThrow()).isCloseTo(90, within(2.0));
            assertThat(state.why()).isEmpty();
        }
    }

    @Test
    void serverWithoutTimeOfItsOwnIsNotBelieved() throws Exception {
        try (var server = new TimeServer(90_000, 0)) {
            ClockState state = new ClockLook(Optional.of(server.address()), saying(Map.of())).look(LIMIT);
            assertThat(state.offsetSeconds()).isEmpty();
            assertThat(state.why().orElseThrow()).contains("has no time to give");
        }
    }

    @Test
    void serverThatIsSilentIsNamed() throws Exception {
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + silent.getLocalPort();
            ClockState state = new ClockLook(Optional.of(address), saying(Map.of())).look(Duration.ofMillis(600));
            assertThat(state.why().orElseThrow()).contains(address).contains("does not answer");
        }
    }

    @Test
    void systemdIsAskedFirstAndChronyWhereItIsNotThere() {
        assertThat(NtpState.of(saying(Map.of("timedatectl", "yes\n", "chronyc", "x")), LIMIT))
                .contains(true);
        assertThat(NtpState.of(saying(Map.of("timedatectl", "no\n")), LIMIT)).contains(false);
        assertThat(NtpState.of(saying(Map.of("chronyc", "Leap status     : Normal\n")), LIMIT))
                .contains(true);
        assertThat(NtpState.of(saying(Map.of("chronyc", "Leap status     : Not synchronised\n")), LIMIT))
                .contains(false);
        assertThat(NtpState.of(saying(Map.of()), LIMIT)).isEmpty();
    }

    @Test
    void programThatHangsFailsOrIsNotThereGivesNothing() {
        Shell shell = Shell.path();
        assertThat(shell.ask(LIMIT, List.of("echo", "yes"))).contains("yes\n");
        assertThat(shell.ask(LIMIT, List.of("false"))).isEmpty();
        assertThat(shell.ask(LIMIT, List.of("no-such-program-anywhere"))).isEmpty();
        assertThat(shell.ask(Duration.ofMillis(200), List.of("tail", "-f", "/dev/null")))
                .isEmpty();
    }
}
