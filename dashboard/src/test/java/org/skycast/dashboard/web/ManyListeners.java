package org.skycast.dashboard.web;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Many open streams of events, read by one thread. */
final class ManyListeners implements AutoCloseable {

    private static final Pattern REVISION = Pattern.compile("\"revision\":([0-9]+)}\n");
    private static final String REQUEST = "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final Selector selector = Selector.open();
    private final List<Listener> all = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    /** @param count how many streams to open */
    ManyListeners(int port, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            var listener = new Listener(channel);
            channel.register(selector, SelectionKey.OP_READ, listener);
            all.add(listener);
        }
    }

    private static final class Listener {
        private final SocketChannel channel;
        private final StringBuilder text = new StringBuilder();
        private boolean open;
        private long heard;

        Listener(SocketChannel channel) {
            this.channel = channel;
        }

        void take(String read) {
            text.append(read);
            open |= text.indexOf("retry:") >= 0;
            Matcher found = REVISION.matcher(text);
            int end = 0;
            while (found.find()) {
                if (Long.parseLong(found.group(1)) != heard + 1) {
                    throw new AssertionError("After change %d came %s.".formatted(heard, found.group(1)));
                }
                heard++;
                end = found.end();
            }
            text.delete(0, end);
        }
    }

    /** What a change took to those that heard it. */
    @FunctionalInterface
    interface Heard {
        void at(long nanoTime);
    }

    /** Reads until every stream is open. */
    void awaitOpen(Duration patience) throws IOException {
        read(patience, nano -> {}, () -> all.stream().allMatch(one -> one.open));
    }

    /** Reads until every stream has heard so many changes; each hearing of the last of them is told. */
    void await(long changes, Duration patience, Heard heard) throws IOException {
        long[] told = {all.stream().filter(one -> one.heard >= changes).count()};
        read(
                patience,
                nano -> {
                    long now = all.stream().filter(one -> one.heard >= changes).count();
                    for (; told[0] < now; told[0]++) {
                        heard.at(nano);
                    }
                },
                () -> told[0] == all.size());
    }

    @FunctionalInterface
    private interface Done {
        boolean isSo();
    }

    private void read(Duration patience, Heard each, Done done) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!done.isSo()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("Not all of %d streams heard it in %s.".formatted(all.size(), patience));
            }
            once(left);
            each.at(System.nanoTime());
        }
    }

    /** Reads what comes within a span. */
    void idle(Duration span) throws IOException {
        long deadline = System.nanoTime() + span.toNanos();
        for (long left = span.toMillis(); left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
            once(left);
        }
    }

    private void once(long millis) throws IOException {
        selector.select(millis);
        for (SelectionKey key : selector.selectedKeys()) {
            buffer.clear();
            var listener = (Listener) key.attachment();
            if (listener.channel.read(buffer) < 0) {
                throw new EOFException("A stream was closed.");
            }
            listener.take(StandardCharsets.UTF_8.decode(buffer.flip()).toString());
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        for (Listener listener : all) {
            listener.channel.close();
        }
        selector.close();
    }
}
