package org.skycast.benchmarks.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;

/**
 * Kills edges, cuts their network, fills their disks and spoils the tails of their spools, run after run, each with a seed,
 * and shows what became of every reading that had been acknowledged to its source.
 */
public final class EdgeFaults {

    private EdgeFaults() {}

    /**
     * The bundle's directory, the first seed, how many runs, and how many of them side by side (at most four).
     *
     * <p>Ends with 1 if a reading is missing, came twice or is out of order.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path bundle = Path.of(arguments[0]);
        long first = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        int runs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100;
        int beside = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 2;
        System.exit(run(bundle, first, runs, beside) ? 0 : 1);
    }

    /** Whether every reading was in the observations once and in order. */
    static boolean run(Path bundle, long first, int runs, int beside) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("skycast-faults");
        ExecutorService pool = Executors.newFixedThreadPool(beside);
        long begun = System.nanoTime();
        try (FaultRig rig = new FaultRig(folder, bundle)) {
            BlockingQueue<Integer> ways =
                    new LinkedBlockingQueue<>(IntStream.range(0, beside).boxed().toList());
            List<Future<Trial.Result>> running = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                long seed = first + i;
                running.add(pool.submit(() -> {
                    int way = ways.take();
                    try {
                        return new Trial(seed, rig, way, folder).run();
                    } finally {
                        ways.add(way);
                    }
                }));
            }
            List<Trial.Result> results = new ArrayList<>();
            for (Future<Trial.Result> one : running) {
                results.add(told(one.get()));
            }
            summary(results, (System.nanoTime() - begun) / 1e9);
            boolean dayIsWhole = new DayAway(rig, folder).run();
            return dayIsWhole
                    && results.stream()
                            .allMatch(one -> one.account().complaints().isEmpty());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static Trial.Result told(Trial.Result one) {
        System.out.printf(
                "run %d: %d readings acknowledged, %d kills, %d reports made again, %d records sent again: %s%n",
                one.seed(),
                one.account().readings(),
                one.kills(),
                one.attempts() - Trial.REPORTS,
                one.account().resent(),
                one.account().complaints().isEmpty()
                        ? "each is in the observations once, in order"
                        : String.join(" ", one.account().complaints()));
        return one;
    }

    private static void summary(List<Trial.Result> results, double seconds) {
        if (!results.stream().allMatch(Trial.Result::diskFilled)) {
            System.out.println("Disks were not filled: this system does not let a small one be mounted.");
        }
        System.out.printf(
                "%d runs in %.0f s: %d readings acknowledged; in %d runs each is in the observations once and in order%n",
                results.size(),
                seconds,
                results.stream().mapToInt(one -> one.account().readings()).sum(),
                results.stream()
                        .filter(one -> one.account().complaints().isEmpty())
                        .count());
    }
}
