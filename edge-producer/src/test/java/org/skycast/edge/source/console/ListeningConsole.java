package org.skycast.edge.source.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Loopback;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.access.Secret;
import org.skycast.edge.source.console.Receive.Protocol;
import org.skycast.edge.source.report.FieldNames;

/** A receiver that listens on loopback, and raw requests to it. */
final class ListeningConsole implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    final int port = Loopback.freePort();
    final EdgeMetrics metrics = new EdgeMetrics();
    final List<Sample.Values> kept = new CopyOnWriteArrayList<>();
    private final ConsoleReceiver receiver;
    private final Thread thread;

    ListeningConsole(Protocol protocol, Optional<String> password) {
        receiver = receiver(port, protocol, password, metrics);
        thread = new Thread(() -> {
            try {
                receiver.run(taken -> taken.forEach(one -> kept.add((Sample.Values) one)));
            } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        awaitListening();
    }

    static ConsoleReceiver receiver(int port, Protocol protocol, Optional<String> password, EdgeMetrics metrics) {
        var receive = new Receive(
                port, "127.0.0.1", protocol, null, Optional.empty(), password.map(Secret::of), Optional.empty());
        return new ConsoleReceiver(
                "a", new ReceivedReadings(receive, new FieldNames.Named(protocol.name())), metrics, () -> NOW);
    }

    private void awaitListening() {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            try (Socket socket = open()) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("it does not listen");
    }

    Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        return socket;
    }

    /** Sends bytes as they are, a character each; gives the whole answer. The connection stays open meanwhile. */
    String send(String request) throws IOException {
        try (Socket socket = open()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    long refused() {
        return count("unreadable");
    }

    long count(String what) {
        return metrics.counts().getOrDefault(what + "." + receiver.name(), 0L);
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(20_000);
    }
}
