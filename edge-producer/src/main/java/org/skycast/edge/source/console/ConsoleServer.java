package org.skycast.edge.source.console;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Listens on a port for a console's requests, on one thread. Bounded in bytes by {@link RequestParser}, in time by
 * {@link ConsoleConnection#LIMIT} and in connections by {@link #MOST}: where more come, the one that has waited longest is
 * ended, so that slow clients never shut out a report that comes at once.
 */
final class ConsoleServer {

    /** At most 64 kB each, so 16 MB; a file handle each, of the 1024 that a process has. */
    static final int MOST = 256;

    private static final int BACKLOG = 128;
    private static final int BLOCK = 16_384;
    private static final long TICK_MILLIS = 100;

    private final Receive config;
    private final RequestParser parser;
    private final InstantSource clock;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK);

    ConsoleServer(Receive config, RequestParser parser, InstantSource clock) {
        this.config = config;
        this.parser = parser;
        this.clock = clock;
    }

    /** What requests are answered. */
    interface Answering {
        /** What a request is answered; never throws. */
        ConsoleAnswer to(ConsoleRequest request);

        /** Something that is no request, or was ended, is answered so, or would be if anybody still listened. */
        void refused(ConsoleAnswer answer);
    }

    /**
     * Answers until the thread is interrupted or {@code done}, which is asked several times a second.
     *
     * @throws IOException if the port cannot be listened on
     */
    void serve(Answering answering, BooleanSupplier done) throws IOException, InterruptedException {
        try (ServerSocketChannel listening = bind();
                Selector selector = Selector.open()) {
            listening.configureBlocking(false);
            listening.register(selector, SelectionKey.OP_ACCEPT);
            try {
                while (!done.getAsBoolean()) {
                    selector.select(TICK_MILLIS);
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                    serveOnce(listening, selector, answering);
                }
            } finally {
                selector.keys().forEach(key -> connection(key).ifPresent(ConsoleConnection::close));
            }
        }
    }

    private void serveOnce(ServerSocketChannel listening, Selector selector, Answering answering) throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            Optional<ConsoleConnection> connection = connection(key);
            if (connection.isPresent()) {
                handle(key, connection.get(), answering, key.isValid() && key.isReadable());
            }
        }
        // What the others have sent is read before more are taken.
        selector.selectedKeys().clear();
        selector.keys().forEach(key -> connection(key).ifPresent(one -> handle(key, one, answering, false)));
        accept(listening, selector, answering);
    }

    private void accept(ServerSocketChannel listening, Selector selector, Answering answering) throws IOException {
        for (int taken = 0; taken < BACKLOG; taken++) {
            SocketChannel channel = listening.accept();
            if (channel == null) {
                return;
            }
            channel.configureBlocking(false);
            if (open(selector) >= MOST) {
                endOldest(selector, answering);
            }
            var connection = new ConsoleConnection(channel, parser, System.nanoTime());
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ, connection);
            // Most have sent all by now; those are served before one more is taken.
            handle(key, connection, answering, true);
        }
    }

    private static long open(Selector selector) {
        return selector.keys().stream()
                .filter(key -> key.isValid() && connection(key).isPresent())
                .count();
    }

    private void endOldest(Selector selector, Answering answering) {
        selector.keys().stream()
                .filter(SelectionKey::isValid)
                .flatMap(key -> connection(key).stream())
                .min(ConsoleConnection.LONGEST_FIRST)
                .ifPresent(oldest -> {
                    if (oldest.isOwing() && oldest.hasBegun()) {
                        answering.refused(ConsoleAnswer.crowded(MOST));
                    }
                    oldest.close();
                });
    }

    private void handle(SelectionKey key, ConsoleConnection connection, Answering answering, boolean readable) {
        try {
            if (key.isValid() && key.isWritable()) {
                connection.write(key);
            }
            long now = System.nanoTime();
            Optional<RequestParser.Outcome> outcome = readable ? connection.read(block, now) : connection.look(now);
            if (outcome.isPresent()) {
                connection.answer(answer(outcome.get(), answering).bytes(clock.instant()), key, System.nanoTime());
            }
        } catch (IOException e) {
            if (connection.isOwing() && connection.hasBegun()) {
                answering.refused(ConsoleAnswer.brokeOff());
            }
            connection.close();
        }
    }

    private static ConsoleAnswer answer(RequestParser.Outcome outcome, Answering answering) {
        if (outcome instanceof RequestParser.Whole whole) {
            return answering.to(whole.request());
        }
        ConsoleAnswer answer = ((RequestParser.Broken) outcome).answer();
        answering.refused(answer);
        return answer;
    }

    private static Optional<ConsoleConnection> connection(SelectionKey key) {
        return key.attachment() instanceof ConsoleConnection connection ? Optional.of(connection) : Optional.empty();
    }

    private ServerSocketChannel bind() throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open();
        try {
            return listening.bind(
                    new InetSocketAddress(InetAddress.getByName(config.address()), config.port()), BACKLOG);
        } catch (BindException e) {
            listening.close();
            throw new IOException(
                    "Port %d of %s cannot be listened on (%s); end what uses it, or choose another."
                            .formatted(config.port(), config.address(), e.getMessage()),
                    e);
        }
    }
}
