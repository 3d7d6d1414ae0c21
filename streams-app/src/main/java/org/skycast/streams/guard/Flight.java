package org.skycast.streams.guard;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.observe.Origin;

/** What one thread is at. Its own thread tells it; the watching one looks. */
final class Flight {

    private final Thread thread;
    private final Map<TaskId, Origin> newest = new HashMap<>();
    private int depth;
    private @Nullable Origin last;
    private byte @Nullable [] value;
    private @Nullable Throwable thrown;
    private @Nullable Origin at;
    private long since;
    private boolean interrupted;

    Flight(Thread thread) {
        this.thread = thread;
    }

    /** A processor begins with a record; one inside another changes nothing. */
    synchronized void begin(TaskId task, Origin record, @Nullable Object taken, long now) {
        if (depth++ == 0) {
            at = record;
            last = record;
            value = taken instanceof byte[] wire ? wire : null;
            newest.put(task, record);
            since = now;
            thrown = null;
        }
    }

    /** A processor is done with it; gives whether that was the outermost. */
    synchronized boolean end() {
        if (--depth > 0) {
            return false;
        }
        at = null;
        if (interrupted) {
            // The record came to its end by itself meanwhile; what comes next is not to suffer for it.
            interrupted = false;
            Thread.interrupted();
        }
        return true;
    }

    /** A processor ends by a failure. */
    synchronized void thrown(Throwable failure) {
        thrown = failure;
    }

    /** The record on which a failure arose, if it was one of those that this thread has taken. */
    synchronized Optional<Origin> blamed(Throwable failure) {
        Throwable mine = thrown;
        if (mine != null && Blame.comesOf(failure, mine)) {
            return Optional.ofNullable(last);
        }
        return Blame.task(failure).flatMap(task -> Optional.ofNullable(newest.get(task)));
    }

    /** The value's bytes of the record that the thread took last, if that stands there. */
    synchronized Optional<byte[]> wire(Origin record) {
        return record.equals(last) ? Optional.ofNullable(value) : Optional.empty();
    }

    /**
     * The record that the thread has been at for longer than so many nanoseconds; it is interrupted once. None where it waits for
     * a broker or a registry just now; the time begins again.
     */
    synchronized Optional<Late> late(long now, long longest) {
        Origin record = at;
        if (record == null || now - since <= longest) {
            return Optional.empty();
        }
        boolean first = !interrupted;
        if (first && RemoteWait.isIn(thread.getStackTrace())) {
            since = now;
            return Optional.empty();
        }
        if (first) {
            interrupted = true;
            since = now;
            thread.interrupt();
        }
        return Optional.of(new Late(record, first));
    }

    /**
     * A record that takes too long.
     *
     * @param isFirstTime whether its thread was interrupted just now; if not, that did not end it
     */
    record Late(Origin record, boolean isFirstTime) {}

    boolean isOver() {
        return !thread.isAlive();
    }
}
