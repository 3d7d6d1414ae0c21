package org.skycast.inference.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Ends a network that does not come to an end. ONNX Runtime looks between nodes whether it shall go on, also in each turn of a
 * loop. A network that was ended three times running is not run again: its stage would stand still for as long each time.
 *
 * <p>A timer looks after a session ten times in as long as a run may take. Were it set for each run, each would wake its thread.
 * For one thread at a time.
 */
public final class RunLimit implements AutoCloseable {

    /** Networks take milliseconds, on the slowest of computers a second. */
    static final Duration USUAL = Duration.ofSeconds(20);

    private static final int GIVEN_UP_AFTER = 3;
    private static final int LOOKS = 10;
    private static final LongAdder OVERRUNS = new LongAdder();
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Duration limit;
    private final OrtSession.RunOptions options;
    private final ScheduledFuture<?> looks;
    private int endedRunning;
    private boolean running;
    private boolean over;
    private long begun;

    /** @param limit how long a run may take; it takes a tenth more at most */
    RunLimit(Duration limit) throws OrtException {
        this.limit = limit;
        options = new OrtSession.RunOptions();
        options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        long each = limit.toNanos() / LOOKS;
        looks = TIMER.scheduleWithFixedDelay(this::look, each, each, TimeUnit.NANOSECONDS);
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
        if (endedRunning >= GIVEN_UP_AFTER) {
            OVERRUNS.increment();
            throw new OverrunException("The network took longer than %d s %d times running and is not run any more; "
                            .formatted(limit.toSeconds(), GIVEN_UP_AFTER)
                    + "deploy another.");
        }
        begin();
        try {
            run.with(options);
            endedRunning = 0;
        } catch (OrtException e) {
            if (isOver()) {
                throw overrun();
            }
            throw e;
        } finally {
            end();
        }
    }

    private OverrunException overrun() {
        endedRunning++;
        OVERRUNS.increment();
        return new OverrunException("The network was ended after %d s; deploy another.".formatted(limit.toSeconds()));
    }

    private synchronized void begin() {
        running = true;
        begun = System.nanoTime();
    }

    private synchronized boolean isOver() {
        return over;
    }

    /** What was ended must not end the next. */
    private synchronized void end() throws OrtException {
        running = false;
        if (over) {
            over = false;
            options.setTerminate(false);
        }
    }

    private synchronized void look() {
        if (running && System.nanoTime() - begun > limit.toNanos()) {
            over = true;
            try {
                options.setTerminate(true);
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public synchronized void close() {
        looks.cancel(false);
        running = false;
        options.close();
    }
}
