package org.skycast.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.dashboard.project.MadeTopics;
import org.skycast.dashboard.project.StoreChange;

/**
 * Many streams of events, and one that is not read. As many as there may be, for as long as one likes, with
 * {@code -Dskycast.event.streams=500 -Dskycast.event.seconds=300}.
 */
class EventStreamsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STREAMS = Integer.getInteger("skycast.event.streams", 100);
    private static final int SECONDS = Integer.getInteger("skycast.event.seconds", 0);
    private static final int ROUNDS = SECONDS == 0 ? 50 : 2 * SECONDS;
    private static final int MOST_CHANGES = 2_000_000;

    @TempDir
    Path folder;

    private AskedServer server() throws Exception {
        return new AskedServer(folder.resolve("s.db"), new MadeTopics().station("north", 3), MadeTopics.at(4));
    }

    @Test
    void allHearEveryChangeInOrder() throws Exception {
        List<Long> took = new ArrayList<>();
        try (AskedServer server = server();
                var listeners = new ManyListeners(server.port(), STREAMS)) {
            listeners.awaitOpen(PATIENCE);
            for (int round = 1; round <= ROUNDS; round++) {
                long told = System.nanoTime();
                server.tell(new StoreChange("observation", "north"));
                listeners.await(round, PATIENCE, at -> took.add(at - told));
                if (SECONDS > 0) {
                    listeners.idle(Duration.ofMillis(500).minusNanos(System.nanoTime() - told));
                }
            }
            print(took);
        }
        assertThat(took).hasSize(STREAMS * ROUNDS);
    }

    private static void print(List<Long> took) {
        Collections.sort(took);
        System.gc();
        var memory = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        System.out.printf(
                Locale.ROOT,
                "%d streams, %d changes%s: heard after %.1f ms in the median, %.1f ms in 99 of 100, %.1f ms at worst; with"
                        + " those that listen, %.0f MB of heap, %d threads%n",
                STREAMS,
                ROUNDS,
                SECONDS == 0 ? " as fast as they go" : " in %d s".formatted(SECONDS),
                took.get(took.size() / 2) / 1e6,
                took.get((int) (took.size() * 0.99)) / 1e6,
                took.get(took.size() - 1) / 1e6,
                memory.getUsed() / 1e6,
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static int open(AskedServer server) throws Exception {
        return new ObjectMapper()
                .readTree(server.get("/api/v1/operation").body())
                .path("streams")
                .asInt();
    }

    @Test
    void whoNeverReadsIsClosedAndTheOthersHearAll() throws Exception {
        try (AskedServer server = server();
                Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(4_096);
            deaf.connect(new InetSocketAddress("127.0.0.1", server.port()));
            deaf.getOutputStream()
                    .write("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            try (var listeners = new ManyListeners(server.port(), 5)) {
                listeners.awaitOpen(PATIENCE);
                while (open(server) < 6) {
                    Thread.onSpinWait();
                }
                long told = 0;
                String station = "s".repeat(120);
                while (open(server) > 5) {
                    for (int i = 0; i < 200; i++) {
                        server.tell(new StoreChange("observation", station));
                    }
                    told += 200;
                    listeners.await(told, PATIENCE, at -> {});
                    assertThat(told).as("changes until it was closed").isLessThan(MOST_CHANGES);
                }
                assertThat(server.get("/api/v1/status").statusCode()).isEqualTo(200);
                assertThat(told).isGreaterThan(EventStream.MOST_WAITING);
            }
            // What lies in the network's buffers still comes; then it is over.
            deaf.setSoTimeout((int) PATIENCE.toMillis());
            assertThat(isOver(deaf)).isTrue();
        }
    }

    private static boolean isOver(Socket socket) {
        byte[] read = new byte[1 << 16];
        try {
            while (socket.getInputStream().read(read) >= 0) {
                // To its end.
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
