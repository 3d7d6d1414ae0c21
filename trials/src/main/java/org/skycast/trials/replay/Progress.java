package org.skycast.trials.replay;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongConsumer;

/** A line that is written over while work goes on: the share that is done, the rate, and how long the rest will take. */
final class Progress implements LongConsumer, AutoCloseable {

    private static final int WIDTH = 24;
    private static final long REDRAW = Duration.ofMillis(200).toNanos();

    private final PrintStream screen;
    private final boolean isSeen;
    private final String what;
    private final long total;
    private final long start = System.nanoTime();
    private long before = -1;
    private long drawn;

    /**
     * A line.
     *
     * @param isSeen whether a person looks; otherwise nothing is drawn
     * @param total how much there is to do
     */
    Progress(PrintStream screen, boolean isSeen, String what, long total) {
        this.screen = screen;
        this.isSeen = isSeen;
        this.what = what;
        this.total = Math.max(1, total);
    }

    @Override
    public void accept(long done) {
        long now = System.nanoTime();
        if (before < 0) {
            // What an earlier call has done says nothing of this one's rate.
            before = done;
        }
        if (isSeen && now - drawn > REDRAW) {
            drawn = now;
            screen.print("\r" + line(done, Duration.ofNanos(now - start)) + "\033[K");
            screen.flush();
        }
    }

    private String line(long done, Duration spent) {
        int full = (int) (WIDTH * Math.min(done, total) / total);
        double rate = (done - before) / Math.max(1e-3, spent.toMillis() / 1e3);
        String left = rate > 0 ? "%d s left".formatted((long) ((total - done) / rate)) : "";
        return "%s [%s%s] %d of %d, %.0f/s, %s"
                .formatted(what, "#".repeat(full), ".".repeat(WIDTH - full), done, total, rate, left);
    }

    @Override
    public void close() {
        if (isSeen) {
            screen.print("\r\033[K");
            screen.flush();
        }
    }
}
