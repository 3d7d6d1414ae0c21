package org.skycast.edge.source.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.skycast.edge.http.HttpLimits;

/** Listens on a port for a console's requests. */
final class ConsoleServer {

    /** So many slow clients at once are borne; each is ended after {@link HttpLimits} have passed. */
    private static final int THREADS = 32;

    static {
        HttpLimits.set();
    }

    private final Receive config;

    ConsoleServer(Receive config) {
        this.config = config;
    }

    /** What a request is answered. */
    @FunctionalInterface
    interface Answering {
        ConsoleAnswer to(HttpExchange request) throws IOException;
    }

    /** Something that waits. */
    @FunctionalInterface
    interface Waiting {
        void await() throws InterruptedException;
    }

    /**
     * Answers while {@code waiting} waits.
     *
     * @throws IOException if the port cannot be listened on
     */
    void serve(Answering answering, Waiting waiting) throws IOException, InterruptedException {
        HttpServer server = bind();
        ExecutorService threads = threads();
        try {
            server.createContext("/", exchange -> {
                try (exchange) {
                    send(exchange, answering.to(exchange));
                }
            });
            server.setExecutor(threads);
            server.start();
            waiting.await();
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private ExecutorService threads() {
        var threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(THREADS), work -> {
                    Thread thread = new Thread(work, "console " + config.port());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private HttpServer bind() throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByName(config.address()), config.port()), 16);
        } catch (BindException e) {
            throw new IOException(
                    "Port %d of %s cannot be listened on (%s); end what uses it, or choose another."
                            .formatted(config.port(), config.address(), e.getMessage()),
                    e);
        }
    }

    private static void send(HttpExchange exchange, ConsoleAnswer answer) throws IOException {
        byte[] text = answer.text().isEmpty() ? new byte[0] : (answer.text() + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        // A console opens a connection for each report; one that is left open would hold a thread.
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
        exchange.getResponseBody().write(text);
    }
}
