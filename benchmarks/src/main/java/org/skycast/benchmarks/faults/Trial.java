package org.skycast.benchmarks.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One run: an edge on a small disk, a console that reports to it, and faults on both sides. The console goes on until each
 * report is acknowledged; then the account is made.
 */
final class Trial {

    /** Twelve slots of ten reports; some more follow, so that the last slot closes. */
    static final int MINUTES = 120;

    /** All of them. */
    static final int REPORTS = MINUTES + 15;

    private final long seed;
    private final FaultRig rig;
    private final int way;
    private final Path folder;
    private final String station;
    private final Instant begin;

    Trial(long seed, FaultRig rig, int way, Path folder) {
        this.seed = seed;
        this.rig = rig;
        this.way = way;
        this.folder = folder;
        this.station = "fault-%d".formatted(seed);
        this.begin = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(4));
    }

    /** What came of a run, and whether its disk could be filled. */
    record Result(long seed, Account account, int kills, int attempts, boolean diskFilled) {}

    Result run() throws IOException, InterruptedException {
        try (Disk disk = new Disk(folder.resolve("disk-" + seed));
                EdgeProcess edge = edge(disk)) {
            return run(disk, edge);
        }
    }

    private Result run(Disk disk, EdgeProcess edge) throws IOException, InterruptedException {
        Random random = new Random(seed);
        List<Fault.At> plan = Fault.plan(random, MINUTES);
        var console = new Console(port());
        var timer = new ScheduledThreadPoolExecutor(2);
        List<CompletableFuture<Void>> faults = new ArrayList<>();
        int attempts = 0;
        edge.start();
        try {
            for (int minute = 0; minute < REPORTS; minute++) {
                for (Fault.At one : plan) {
                    if (one.minute() == minute) {
                        faults.add(begin(one.fault(), disk, edge, timer));
                    }
                }
                attempts += console.report(minute, begin.plus(Duration.ofMinutes(minute)));
            }
            for (CompletableFuture<Void> fault : faults) {
                fault.get(60, TimeUnit.SECONDS);
            }
            Account account = Account.of(station, begin, MINUTES, rig.clients());
            int kills = (int) plan.stream()
                    .filter(at -> at.fault() instanceof Fault.Kill || at.fault() instanceof Fault.TornTail)
                    .count();
            return new Result(seed, account, kills, attempts, disk.canBeFilled());
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("A fault could not be made.", e);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "Run %d: %s The edge said last:%n%s".formatted(seed, e.getMessage(), edge.lastWords()), e);
        } finally {
            timer.shutdownNow();
        }
    }

    private CompletableFuture<Void> begin(Fault fault, Disk disk, EdgeProcess edge, ScheduledExecutorService timer) {
        var done = new CompletableFuture<Void>();
        Duration after = fault instanceof Fault.Kill kill
                ? kill.after()
                : fault instanceof Fault.TornTail torn ? torn.after() : Duration.ZERO;
        timer.schedule(
                () -> {
                    try {
                        happen(fault, disk, edge);
                        done.complete(null);
                    } catch (IOException | InterruptedException | RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                },
                after.toNanos(),
                TimeUnit.NANOSECONDS);
        return done;
    }

    private void happen(Fault fault, Disk disk, EdgeProcess edge) throws IOException, InterruptedException {
        if (fault instanceof Fault.Cut cut) {
            rig.way(way).cut(true);
            LockSupport.parkNanos(cut.span().toNanos());
            rig.way(way).cut(false);
        } else if (fault instanceof Fault.Full full) {
            disk.fill(full.span());
            disk.clear();
        } else {
            synchronized (edge) {
                edge.kill();
                if (fault instanceof Fault.TornTail torn) {
                    tear(disk.folder().resolve("spool.db-wal"), torn.bytes());
                }
                edge.start();
            }
        }
    }

    private void tear(Path journal, int bytes) throws IOException {
        byte[] noise = new byte[bytes];
        new Random(seed).nextBytes(noise);
        if (Files.exists(journal)) {
            try {
                Files.write(journal, noise, StandardOpenOption.APPEND);
            } catch (IOException full) {
                // On a full disk, as much of it as there was room for.
            }
        }
    }

    /** Below the ports that systems give out by themselves, so that no one else has it between two starts of the edge. */
    private int port() {
        return 21_000 + (int) (seed % 4_000);
    }

    private EdgeProcess edge(Disk disk) throws IOException {
        Path config = Files.writeString(folder.resolve("edge-%d.yaml".formatted(seed)), """
                kafka: %s
                spool: { file: "%s", maxMegabytes: 5, maxAge: P30D, whenFull: refuseNew }
                operation: { httpPort: -1 }
                stations:
                  - id: %s
                    name: Faulty
                    site: { latitude: 55.8, longitude: 12.5, altitude: 50 }
                    readings: { receive: { port: %d, address: 127.0.0.1, protocol: wunderground }, map: wunderground }
                """.formatted(
                        rig.kafka(way), disk.folder().resolve("spool.db"), station, port()));
        return new EdgeProcess(config, folder.resolve("edge-%d.log".formatted(seed)));
    }
}
