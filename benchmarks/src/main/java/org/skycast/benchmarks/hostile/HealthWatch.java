package org.skycast.benchmarks.hostile;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** Asks a topology again and again whether it is ready and which partitions stand. */
final class HealthWatch implements AutoCloseable {

    private static final long PAUSE = Duration.ofMillis(500).toNanos();

    private final TopologyProcess topology;
    private final Thread thread;
    private volatile boolean over;
    private volatile boolean begun;
    private long questions;
    private long unanswered;
    private double unready;
    private double longest;
    private double now;
    private int ends;
    private final Map<String, String> last = new TreeMap<>();

    HealthWatch(TopologyProcess topology) {
        this.topology = topology;
        this.thread = new Thread(this::watch, "health-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether it was ready once. */
    boolean hasBegun() {
        return begun;
    }

    /**
     * What was seen.
     *
     * @param unanswered questions that had no answer within two seconds
     * @param unready seconds in which it was not ready, since it was first
     * @param longest seconds without a break
     * @param ends how often the process ended
     * @param reasons what it said of itself while it was not ready, and when first, in seconds
     */
    record Seen(
            long questions, long unanswered, double unready, double longest, int ends, Map<String, String> reasons) {}

    synchronized Seen seen() {
        return new Seen(questions, unanswered, unready, longest, ends, Map.copyOf(last));
    }

    private void watch() {
        long begin = System.nanoTime();
        long before = begin;
        while (!over) {
            try {
                LockSupport.parkNanos(PAUSE);
                var answer = topology.page("/health/ready");
                long time = System.nanoTime();
                note(
                        answer.map(a -> a.statusCode()).orElse(0),
                        answer.map(a -> a.body()).orElse("no answer"),
                        (time - before) / 1e9,
                        (time - begin) / 1e9);
                before = time;
                int ended = topology.ends();
                synchronized (this) {
                    ends = ended;
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private synchronized void note(int status, String said, double span, double at) {
        begun |= status == 200;
        if (!begun) {
            return;
        }
        questions++;
        unanswered += status == 0 ? 1 : 0;
        now = status == 200 ? 0 : now + span;
        unready += status == 200 ? 0 : span;
        longest = Math.max(longest, now);
        if (status != 200) {
            last.putIfAbsent(
                    said.lines()
                            .filter(line -> !line.endsWith("RUNNING"))
                            .toList()
                            .toString(),
                    "%.0f s".formatted(at));
        }
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }
}
