package org.skycast.benchmarks.hostile;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients of pages over HTTP that ask for what there is not, by methods that there are not, in requests that are none; and
 * such as take for ever. They go on until they are closed.
 */
final class HostileClients implements AutoCloseable {

    private static final int SLOW = 30;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final long PAUSE = Duration.ofMillis(100).toNanos();
    private static final List<String> METHODS = List.of(
            "POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "OPTIONS", "\u001b[31mGET", "get", "A".repeat(5_000));
    private static final List<String> PATHS = List.of(
            "/health/ready",
            "/metrics",
            "/api/",
            "/api/stations?from=\u001b&to=%00",
            "/api/skill?station=../../etc/passwd&from=-999999999-01-01T00:00:00Z&to=+999999999-12-31T23:59:59Z",
            "/api/%00%1b%0a",
            "/../../../etc/passwd",
            "/" + "a".repeat(100_000),
            "//",
            "http://elsewhere/",
            "*",
            "");

    private final List<Integer> ports;
    private final Random random;
    private final Random slowRandom;
    private final Map<String, Integer> answers = new TreeMap<>();
    private final List<Thread> threads;
    private volatile boolean over;

    /** Begins. */
    HostileClients(long seed, List<Integer> ports) {
        this.random = new Random(seed);
        this.slowRandom = new Random(seed);
        this.ports = List.copyOf(ports);
        this.threads = List.of(new Thread(this::askOddly, "odd-client"), new Thread(this::askSlowly, "slow-clients"));
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** How often each status was answered; {@code closed} and {@code nothing} where there was none. */
    synchronized Map<String, Integer> answers() {
        return new TreeMap<>(answers);
    }

    /** What was answered that may not be: a failure that nobody caught. */
    List<String> complaints() {
        return answers().entrySet().stream()
                .filter(answer -> answer.getKey().startsWith("500"))
                .map(answer -> "%d hostile requests were answered by %s.".formatted(answer.getValue(), answer.getKey()))
                .toList();
    }

    private void askOddly() {
        while (!over) {
            int port = ports.get(random.nextInt(ports.size()));
            byte[] request = request();
            try (Socket socket = open(port)) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                OutputStream out = socket.getOutputStream();
                out.write(request);
                out.flush();
                note(status(socket.getInputStream()));
            } catch (SocketTimeoutException e) {
                note("nothing");
            } catch (IOException e) {
                note("closed");
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    private static Socket open(int port) throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return socket;
    }

    private static String status(InputStream in) throws IOException {
        String begin = new String(in.readNBytes(15), StandardCharsets.ISO_8859_1);
        String[] words = begin.split(" ");
        return begin.isEmpty() ? "closed" : words.length > 1 ? words[1] : "no HTTP";
    }

    private synchronized void note(String answer) {
        answers.merge(answer, 1, Integer::sum);
    }

    private byte[] request() {
        String path = PATHS.get(random.nextInt(PATHS.size()));
        String text = switch (random.nextInt(8)) {
            case 0 -> "%s %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(METHODS.get(random.nextInt(METHODS.size())), path);
            case 1 -> "GET %s HTTP/9.9\r\n\r\n".formatted(path);
            case 2 -> "GET %s HTTP/1.1\r\nHost: x\r\nX: %s\r\n\r\n".formatted(path, "y".repeat(600_000));
            case 3 -> "GET %s HTTP/1.1\r\n%s\r\n".formatted(path, "A: b\r\n".repeat(5_000));
            case 4 -> "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\nab".formatted(path, random.nextLong());
            case 5 -> "POST %s HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\nab".formatted(path);
            case 6 -> "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".formatted(path);
            default -> noise();
        };
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String noise() {
        byte[] noise = new byte[1 + random.nextInt(2_000)];
        random.nextBytes(noise);
        return new String(noise, StandardCharsets.ISO_8859_1) + "\r\n\r\n";
    }

    private void askSlowly() {
        List<Socket> open = new ArrayList<>();
        while (!over) {
            open.removeIf(socket -> !drip(socket));
            while (open.size() < SLOW) {
                Optional<Socket> socket = slow();
                if (socket.isEmpty()) {
                    break;
                }
                open.add(socket.get());
            }
            LockSupport.parkNanos(10 * PAUSE);
        }
        open.forEach(HostileClients::close);
    }

    private Optional<Socket> slow() {
        try {
            Socket socket = open(ports.get(slowRandom.nextInt(ports.size())));
            socket.getOutputStream().write("GET /metrics HT".getBytes(StandardCharsets.US_ASCII));
            return Optional.of(socket);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A byte more; gives whether it is still taken. */
    private static boolean drip(Socket socket) {
        try {
            socket.getOutputStream().write('T');
            return true;
        } catch (IOException e) {
            close(socket);
            return false;
        }
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is of no more use either way.
        }
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join(2L * PATIENCE_MILLIS);
        }
    }
}
