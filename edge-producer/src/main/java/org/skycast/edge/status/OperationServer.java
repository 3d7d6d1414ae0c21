package org.skycast.edge.status;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers over HTTP, by default to this computer alone: it asks nobody for a password. */
final class OperationServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OperationServer.class);
    /** Whoever reads slowly must not hold up whoever watches over the process. */
    private static final int AT_ONCE = 3;

    private final HttpServer server;
    private final ExecutorService answering = Executors.newFixedThreadPool(AT_ONCE, task -> {
        var thread = new Thread(task, "operation");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param type the media type
     */
    record Answer(int status, String type, String body) {
        static Answer text(int status, String text) {
            return new Answer(status, "text/plain; charset=utf-8", text);
        }

        static Answer json(String json) {
            return new Answer(200, "application/json", json);
        }
    }

    /** @throws IOException if the port is taken or the address is not this computer's */
    OperationServer(String address, int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(address, port), 0);
        server.setExecutor(answering);
        page("/", () -> Answer.text(404, "There is /status, /metrics, /health/live and /health/ready.\n"));
    }

    /** Answers requests for {@code path}. */
    OperationServer page(String path, Supplier<Answer> answer) {
        server.createContext(path, handler(answer));
        return this;
    }

    OperationServer start() {
        server.start();
        return this;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static HttpHandler handler(Supplier<Answer> answer) {
        return exchange -> {
            boolean reads = exchange.getRequestMethod().equals("GET")
                    || exchange.getRequestMethod().equals("HEAD");
            Answer given = reads ? safely(answer) : Answer.text(405, "This can only be read; use GET.\n");
            send(exchange, given);
        };
    }

    private static Answer safely(Supplier<Answer> answer) {
        try {
            return answer.get();
        } catch (RuntimeException e) {
            LOG.warn("A question over HTTP could not be answered: {}", e.getMessage());
            return Answer.text(503, e.getMessage() + "\n");
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), head || bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            if (!head) {
                out.write(bytes);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        answering.shutdownNow();
    }
}
