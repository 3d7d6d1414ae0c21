package org.skycast.dashboard.web;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One open stream: one write at a time, and what waits behind it. A client that does not take what waits is dropped. */
final class EventStream {

    static final int MOST_WAITING = 512;

    private final Response response;
    private final Callback callback;
    private final String station;
    private final Consumer<EventStream> ended;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private boolean writing;
    private boolean over;

    /**
     * @param station of which alone it is told; empty for all
     * @param ended told once, when it is over
     */
    EventStream(Response response, Callback callback, String station, Consumer<EventStream> ended) {
        this.response = response;
        this.callback = callback;
        this.station = station;
        this.ended = ended;
    }

    String station() {
        return station;
    }

    /** Gives it something to send. */
    void give(byte[] text) {
        boolean slow;
        synchronized (this) {
            if (over) {
                return;
            }
            slow = waiting.size() >= MOST_WAITING;
            if (!slow) {
                waiting.addLast(text);
            }
        }
        if (slow) {
            fail(new IllegalStateException("The client does not take what it is sent."));
        } else {
            write();
        }
    }

    private void write() {
        ByteBuffer next;
        synchronized (this) {
            if (over || writing || waiting.isEmpty()) {
                return;
            }
            writing = true;
            next = together();
        }
        response.write(false, next, Callback.from(this::written, this::fail));
    }

    private ByteBuffer together() {
        int bytes = waiting.stream().mapToInt(text -> text.length).sum();
        ByteBuffer all = ByteBuffer.allocate(bytes);
        waiting.forEach(all::put);
        waiting.clear();
        return all.flip();
    }

    private void written() {
        synchronized (this) {
            writing = false;
        }
        write();
    }

    private void fail(Throwable failure) {
        if (isEndedNow()) {
            ended.accept(this);
            callback.failed(failure);
        }
    }

    /** Ends it well. */
    void end() {
        if (isEndedNow()) {
            ended.accept(this);
            callback.succeeded();
        }
    }

    private synchronized boolean isEndedNow() {
        boolean now = !over;
        over = true;
        return now;
    }
}
