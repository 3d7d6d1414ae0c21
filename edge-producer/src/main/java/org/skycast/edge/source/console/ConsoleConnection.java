package org.skycast.edge.source.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.skycast.edge.source.console.RequestParser.Flow;

/** One client: its request as it comes, then its answer as it goes. Its times are of {@link System#nanoTime}. */
final class ConsoleConnection {

    /** From the first byte to the last: weak wireless takes seconds where a packet is lost. */
    static final long LIMIT = TimeUnit.SECONDS.toNanos(10);

    /** So long a client may pause before what it did not end is looked at once more. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(700);

    /** What a client still sends is read for so long, or it would not see its answer. */
    private static final long LINGER = TimeUnit.SECONDS.toNanos(1);

    /** Those that were answered, then those that have waited longest. */
    static final Comparator<ConsoleConnection> LONGEST_FIRST =
            Comparator.comparing(ConsoleConnection::isOwing).thenComparing((a, b) -> Long.signum(a.opened - b.opened));

    private static final byte[] GO_ON = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final RequestParser parser;
    private final long opened;
    private byte[] bytes = new byte[1024];
    private int length;
    private long lastByte;
    private boolean toldToGoOn;
    private ByteBuffer answer = ByteBuffer.allocate(0);
    private boolean answered;
    private long answeredAt;

    ConsoleConnection(SocketChannel channel, RequestParser parser, long now) {
        this.channel = channel;
        this.parser = parser;
        this.opened = now;
        this.lastByte = now;
    }

    /** Whether its request is still awaited. */
    boolean isOwing() {
        return !answered;
    }

    /** Whether it has sent anything. */
    boolean hasBegun() {
        return length > 0;
    }

    /** Takes what has come; gives what came of the request once something has, and before that nothing. */
    Optional<RequestParser.Outcome> read(ByteBuffer block, long now) throws IOException {
        block.clear();
        int read = channel.read(block);
        if (answered) {
            if (read < 0) {
                channel.close();
            }
            return Optional.empty();
        }
        if (read > 0) {
            if (length + read > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + read));
            }
            block.flip().get(bytes, length, read);
            length += read;
            lastByte = now;
        }
        return read < 0 ? over(Flow.ENDED) : outcome(Flow.RUNS);
    }

    /** The same where nothing has come; to be asked now and then. */
    Optional<RequestParser.Outcome> look(long now) throws IOException {
        if (answered) {
            if (now - answeredAt > LINGER) {
                channel.close();
            }
            return Optional.empty();
        }
        if (now - opened > LIMIT) {
            return over(Flow.OVERDUE);
        }
        return length > 0 && now - lastByte > PAUSE ? outcome(Flow.PAUSES) : Optional.empty();
    }

    private Optional<RequestParser.Outcome> over(Flow how) throws IOException {
        if (length == 0) {
            // Nothing was asked: somebody looked whether the port is open.
            channel.close();
            return Optional.empty();
        }
        return outcome(how);
    }

    private Optional<RequestParser.Outcome> outcome(Flow flow) throws IOException {
        RequestParser.Outcome outcome = parser.parse(bytes, length, flow);
        if (outcome instanceof RequestParser.More more) {
            if (more.waits() && !toldToGoOn) {
                toldToGoOn = true;
                channel.write(ByteBuffer.wrap(GO_ON));
            }
            return Optional.empty();
        }
        return Optional.of(outcome);
    }

    /** Sends the answer, and then what is left of it whenever there is room. */
    void answer(byte[] text, SelectionKey key, long now) throws IOException {
        answered = true;
        answeredAt = now;
        bytes = new byte[0];
        length = 0;
        answer = ByteBuffer.wrap(text);
        write(key);
    }

    /** Sends on. */
    void write(SelectionKey key) throws IOException {
        channel.write(answer);
        if (answer.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } else {
            key.interestOps(SelectionKey.OP_READ);
            channel.shutdownOutput();
        }
    }

    /** Ends it. */
    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone, one way or the other.
        }
    }
}
