package org.skycast.benchmarks.engines;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.skycast.edge.source.Sample;

/** One engine on one log: what waited is taken, then stations send at a modest rate, then the process is killed. */
final class EngineRun {

    private static final Duration SLOT = Duration.ofMinutes(10);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration ALIVE = Duration.ofSeconds(2);
    private static final Duration GAP_LIMIT = Duration.ofSeconds(100);

    private final Workload workload;
    private final MadeDay day;
    private final Plan plan;

    EngineRun(Workload workload, MadeDay day, Plan plan) {
        this.workload = workload;
        this.day = day;
        this.plan = plan;
    }

    /**
     * How much is done.
     *
     * @param stations how many there are
     * @param aSecond at which rate they send, all together
     * @param live for how long latency is measured
     * @param kills how often the process is killed
     */
    record Plan(int stations, double aSecond, Duration live, int kills) {}

    private record Mark(long nanos, double processorSeconds, int forecasts) {}

    /** Runs it, in topics that are there and empty. */
    EngineFigures measure(Map<String, Object> clients, int partitions, Launch launch)
            throws IOException, InterruptedException {
        Instant filled = MadeDay.BEGIN.plus(workload.waiting());
        Iterator<Sample> samples = day.samples().iterator();
        List<Sample> waiting = new ArrayList<>();
        Sample next = samples.next();
        for (; next.at().isBefore(filled); next = samples.next()) {
            waiting.add(next);
        }
        try (var sender = new StationSender(clients);
                var watch = new ForecastWatch(clients, partitions)) {
            sender.register(MadeDay.stations(plan.stations()));
            sender.fill(waiting);
            try (EngineProcess engine = launch.start()) {
                try {
                    return measure(engine, sender, watch, waiting.size());
                } catch (IOException | RuntimeException e) {
                    throw new IllegalStateException(engine.lastWords(), e);
                }
            }
        }
    }

    /** Starts an engine. */
    interface Launch {
        EngineProcess start() throws IOException;
    }

    private EngineFigures measure(EngineProcess engine, StationSender sender, ForecastWatch watch, int records)
            throws IOException, InterruptedException {
        EngineFigures.Taken taken = taken(engine, watch, records);
        try (var live = new LiveStations(sender, live(), workload.closesAfter(), plan.aSecond())) {
            List<Double> latencies = latencies(live, watch);
            long mebibytes = engine.residentMebibytes();
            List<Double> gaps = new ArrayList<>();
            for (int kill = 0; kill < plan.kills(); kill++) {
                gaps.add(gap(engine, watch));
            }
            return new EngineFigures(taken, latencies, gaps, mebibytes, watch.repeated(), watch.all());
        }
    }

    private EngineFigures.Taken taken(EngineProcess engine, ForecastWatch watch, int records)
            throws IOException, InterruptedException {
        int slots = (int) workload.waiting().dividedBy(SLOT);
        // A station's last slot is still open.
        int forecasts = plan.stations() * (slots - 1);
        Mark begin = mark(engine, watch, forecasts / 4);
        Mark end = mark(engine, watch, forecasts);
        double taken = (double) records / slots / plan.stations() * (end.forecasts() - begin.forecasts());
        double seconds = (end.nanos() - begin.nanos()) / 1e9;
        return seconds > 1
                ? new EngineFigures.Taken(
                        OptionalDouble.of(taken / seconds),
                        OptionalDouble.of((end.processorSeconds() - begin.processorSeconds()) * 1e6 / taken))
                // They came in one commit.
                : new EngineFigures.Taken(OptionalDouble.empty(), OptionalDouble.empty());
    }

    private static Mark mark(EngineProcess engine, ForecastWatch watch, int forecasts)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        OptionalLong at = OptionalLong.empty();
        while (at.isEmpty() && engine.isAlive() && System.nanoTime() < deadline) {
            at = watch.await(forecasts, ALIVE);
        }
        if (at.isEmpty()) {
            throw new IllegalStateException("Only %d of %d forecasts came.".formatted(watch.count(), forecasts));
        }
        return new Mark(at.getAsLong(), engine.processorSeconds(), watch.count());
    }

    /** What is said from the end of what waited on: of the readings one each five minutes, for more forecasts a record. */
    private Iterator<Sample> live() {
        Instant from = MadeDay.BEGIN.plus(workload.waiting());
        return day.samples()
                .filter(sample -> !sample.at().isBefore(from) && sample.at().getEpochSecond() % 300 == 0)
                .iterator();
    }

    private List<Double> latencies(LiveStations live, ForecastWatch watch) throws InterruptedException {
        // The first are of an engine that still catches its breath.
        Thread.sleep(3_000);
        long begin = System.nanoTime();
        long end = begin + plan.live().toNanos();
        // And the last are not committed yet.
        Thread.sleep(plan.live().toMillis() * 4 / 3);
        return watch.all().entrySet().stream()
                .filter(seen -> live.closedNanos(seen.getKey())
                        .filter(closed -> closed >= begin && closed < end)
                        .isPresent())
                .map(seen -> (seen.getValue().nanos()
                                - live.closedNanos(seen.getKey()).orElseThrow())
                        / 1e6)
                .sorted()
                .toList();
    }

    /** From a kill to the first forecast that can only be of the process that was started then. */
    private static double gap(EngineProcess engine, ForecastWatch watch) throws IOException, InterruptedException {
        long killed = engine.killAndStart();
        // What was committed before the kill is read by now.
        Thread.sleep(300);
        OptionalLong next = watch.await(watch.count() + 1, GAP_LIMIT);
        Thread.sleep(4_000);
        return next.isPresent() ? (next.getAsLong() - killed) / 1e9 : Double.NaN;
    }
}
