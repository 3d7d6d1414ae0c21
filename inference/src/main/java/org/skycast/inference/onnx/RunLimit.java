package org.skycast.inference.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Ends a network that does not come to an end. ONNX Runtime looks between nodes whether it shall go on, also in each turn of a
 * loop. A network that was ended three times running is not run again: its stage would stand still for as long each time.
 */
public final class RunLimit {

    /** Networks take milliseconds, on the slowest of computers a second. */
    static final Duration USUAL = Duration.ofSeconds(20);

    private static final int GIVEN_UP_AFTER = 3;
    private static final LongAdder OVERRUNS = new LongAdder();
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Duration limit;
    private final AtomicLong running = new AtomicLong();

    RunLimit(Duration limit) {
        this.limit = limit;
    }

    private static ScheduledThreadPoolExecutor timer() {
        var timer = new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(task, "onnx-limit");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** How many runs in this process took too long, or were not begun because those before did. */
    public static long overruns() {
        return OVERRUNS.sum();
    }

    /** Work of a session, by the options with which it can be ended. */
    interface Run {
        void with(OrtSession.RunOptions options) throws OrtException;
    }

    /**
     * Runs it, for so long as it may take.
     *
     * @throws OverrunException if it was ended, or is no longer run
     * @throws OrtException what it throws
     */
    void run(Run run) throws OrtException {
        if (running.get() >= GIVEN_UP_AFTER) {
            OVERRUNS.increment();
            throw new OverrunException("The network took longer than %d s %d times running and is not run any more; "
                            .formatted(limit.toSeconds(), GIVEN_UP_AFTER)
                    + "deploy another.");
        }
        try (var ending = new Ending()) {
            ScheduledFuture<?> over = TIMER.schedule(ending, limit.toNanos(), TimeUnit.NANOSECONDS);
            try {
                run.with(ending.options);
                running.set(0);
            } catch (OrtException e) {
                if (ending.isOver()) {
                    throw overrun();
                }
                throw e;
            } finally {
                over.cancel(false);
            }
        }
    }

    private OverrunException overrun() {
        running.incrementAndGet();
        OVERRUNS.increment();
        return new OverrunException("The network was ended after %d s; deploy another.".formatted(limit.toSeconds()));
    }

    /** Has the run ended, unless it has ended by itself: its options are gone then. */
    private static final class Ending implements Runnable, AutoCloseable {
        private final OrtSession.RunOptions options;
        private boolean closed;
        private boolean over;

        Ending() throws OrtException {
            options = new OrtSession.RunOptions();
            options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        }

        @Override
        public synchronized void run() {
            if (!closed) {
                over = true;
                try {
                    options.setTerminate(true);
                } catch (OrtException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        synchronized boolean isOver() {
            return over;
        }

        @Override
        public synchronized void close() {
            closed = true;
            options.close();
        }
    }
}
