package org.skycast.edge.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.skycast.inference.BundleException;
import org.skycast.inference.NativeLibraries;

/** Looks at all of it, at the same time and each within a limit. */
public final class Check {

    private Check() {}

    /** One line of the table. */
    public record Row(String subject, CheckFinding finding) {}

    /** What each has found, in the order of {@code probes}; takes little more than {@code limit}. */
    public static List<Row> run(List<? extends Probe> probes, Duration limit) {
        ExecutorService looking = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "check");
            // One that cannot be interrupted must not keep the process.
            thread.setDaemon(true);
            return thread;
        });
        try {
            long deadline = System.nanoTime() + limit.toNanos();
            List<Future<CheckFinding>> findings = new ArrayList<>();
            probes.forEach(probe -> findings.add(looking.submit(() -> probe.look(limit))));
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < probes.size(); i++) {
                rows.add(new Row(probes.get(i).subject(), await(findings.get(i), deadline, limit)));
            }
            return rows;
        } finally {
            looking.shutdownNow();
        }
    }

    /** Whether the edge will work: nothing failed. */
    public static boolean passed(List<Row> rows) {
        return rows.stream().noneMatch(row -> row.finding() instanceof CheckFinding.Failed);
    }

    private static CheckFinding await(Future<CheckFinding> finding, long deadline, Duration limit) {
        try {
            return finding.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            finding.cancel(true);
            return new CheckFinding.Failed("Nothing was heard within %d s.".formatted(limit.toSeconds()));
        } catch (ExecutionException e) {
            return new CheckFinding.Failed(sentence(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CheckFinding.Failed("It was interrupted.");
        } catch (CancellationException e) {
            return new CheckFinding.Failed("It was stopped.");
        }
    }

    static String sentence(Throwable failure) {
        Optional<String> unloadable = NativeLibraries.sentence(failure);
        if (unloadable.isPresent() && !(failure instanceof BundleException)) {
            return unloadable.get();
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
