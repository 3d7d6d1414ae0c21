package org.skycast.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.skycast.text.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages over HTTP that can only be read, without TLS and without a password: it belongs on loopback, or behind what has both.
 * A client that takes more than five seconds for its request is ended, and so is an answer after a minute; hundreds of such clients
 * do not keep whoever watches over the process from an answer. That a page fails, and that it is well again, is
 * logged once; where it asks whoever came to come back, that is no news.
 */
public final class StatusServer implements AutoCloseable {

    /** Each slow client has a thread until it is ended; whoever comes while all are taken is turned away at once. */
    private static final int AT_ONCE = 400;

    private static final int IDLE_SECONDS = 10;
    private static final int SERVER_FAILS = 500;
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);

    private final HttpServer server;
    private final ExecutorService answering;
    private final Consumer<String> tell;

    /**
     * Listens once it is {@linkplain #start started}.
     *
     * @param port 0 for any that is free
     * @throws IOException if the port is taken or the address is not this computer's
     */
    public StatusServer(String address, int port) throws IOException {
        this(address, port, LOG::warn);
    }

    /** @param tell takes the sentence, once for each time that a page ceases to be well or is so again */
    StatusServer(String address, int port, Consumer<String> tell) throws IOException {
        this.tell = tell;
        ServerLimits.set();
        var where = new InetSocketAddress(address, port);
        if (where.isUnresolved()) {
            throw new IOException("the address %s is not known".formatted(address));
        }
        server = HttpServer.create(where, 0);
        answering = new ThreadPoolExecutor(
                0, AT_ONCE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), StatusServer::thread);
        server.setExecutor(answering);
    }

    private static Thread thread(Runnable task) {
        // Pages are shallow; a hundred threads must not cost a small computer its memory.
        var thread = new Thread(null, task, "status-page", 256 << 10);
        thread.setDaemon(true);
        return thread;
    }

    /** Answers requests for what begins with {@code path}. */
    public StatusServer page(String path, Page page) {
        var well = new AtomicBoolean(true);
        server.createContext(path, exchange -> {
            PageAnswer answer = answer(exchange, page);
            boolean isAskedBack = exchange.getResponseHeaders().containsKey("Retry-After");
            if (!isAskedBack) {
                tellChange(path, answer, well);
            }
            send(exchange, answer);
        });
        return this;
    }

    private void tellChange(String path, PageAnswer answer, AtomicBoolean well) {
        boolean isWell = answer.status() < SERVER_FAILS;
        if (well.getAndSet(isWell) != isWell) {
            String why = Printable.cut(answer.body().strip().replace("\n", "; "));
            tell.accept(
                    isWell
                            ? "%s is well again.".formatted(path)
                            : "%s answers %d: %s".formatted(path, answer.status(), why));
        }
    }

    /** Begins to answer. */
    public StatusServer start() {
        server.start();
        return this;
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static PageAnswer answer(HttpExchange exchange, Page page) {
        if (!READS.contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return PageAnswer.text(405, "This can only be read; use GET.\n");
        }
        try {
            return page.answer(exchange);
        } catch (RuntimeException e) {
            return PageAnswer.text(503, "This cannot be answered now (%s); ask again.%n".formatted(e.getMessage()));
        }
    }

    private static void send(HttpExchange exchange, PageAnswer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        boolean isEmpty = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), isEmpty ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            if (!isEmpty) {
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
