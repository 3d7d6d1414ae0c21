package org.skycast.benchmarks.identity;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.topics.Topics;

/** The topology in a process of its own: prints what a record costs its stream thread and the whole process. */
public final class MeasuredTopology {

    private MeasuredTopology() {}

    /** @param arguments a file of settings, and how many records wait */
    public static void main(String[] arguments) {
        long records = Long.parseLong(arguments[1]);
        try (NowcastApp app = NowcastApp.start(NowcastConfig.read(Path.of(arguments[0]), Map.of()))) {
            // What a start costs, and what is compiled first, is not a record's.
            awaitTaken(app, records / 4);
            long before = taken(app);
            double thread = streamMicros();
            double process = processMicros();
            awaitTaken(app, records);
            long measured = taken(app) - before;
            System.out.printf(
                    "measured %.3f %.3f%n",
                    (streamMicros() - thread) / measured, (processMicros() - process) / measured);
            System.out.flush();
        }
        // The pages and the clients close in their own time.
        Runtime.getRuntime().halt(0);
    }

    private static long taken(NowcastApp app) {
        Map<String, Long> counts = app.metrics().counts();
        // The meter of readings is called as their topic is.
        return counts.getOrDefault(Topics.READINGS.name(), 0L)
                + counts.getOrDefault("skycast.frames.embedded", 0L)
                + counts.getOrDefault("skycast.frames.skipped", 0L);
    }

    private static void awaitTaken(NowcastApp app, long records) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (taken(app) < records) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Not all came through: " + app.metrics().counts());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static double processMicros() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e3;
    }

    private static double streamMicros() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double nanos = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().contains("StreamThread")) {
                nanos += threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return nanos / 1e3;
    }
}
