package org.skycast.benchmarks.growth;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.skycast.benchmarks.Rounds;
import org.skycast.benchmarks.engines.EngineProcess;
import org.skycast.benchmarks.engines.LiveStations;
import org.skycast.benchmarks.engines.StationSender;
import org.skycast.edge.source.Sample;

/** So many stations for so many slots, then slots that end for all of them at once, then three ends of the process. */
final class GrowthRun {

    private static final int BURSTS = 3;
    /** At which rate stations go on while the process is away. */
    private static final double LIVE_A_SECOND = 20;

    private static final Duration LIMIT = Duration.ofMinutes(40);
    private static final Duration GAP_LIMIT = Duration.ofMinutes(3);

    private final ManyStations stations;
    private final int slots;
    private final Admin admin;
    private final Path state;

    /**
     * Is not begun by this.
     *
     * @param state where the process keeps its state
     */
    GrowthRun(ManyStations stations, int slots, Admin admin, Path state) {
        this.stations = stations;
        this.slots = slots;
        this.admin = admin;
        this.state = state;
    }

    private record Mark(double processorSeconds, long changelog, long forecasts) {}

    /** Runs it. */
    GrowthFigures measure(EngineProcess process, StationSender sender, ForecastArrivals arrivals)
            throws IOException, InterruptedException {
        int number = stations.stations().size();
        Iterator<Sample> samples = onceASlot();
        sender.register(stations.stations());
        for (int slot = 0; slot < slots; slot++) {
            sender.fill(next(samples, number));
        }
        // The slot that is open has no forecast.
        Mark begin = mark(process, arrivals, (long) number * (slots * 4 / 5));
        Mark end = mark(process, arrivals, (long) number * (slots - 1));
        double taken = end.forecasts() - begin.forecasts();
        List<List<Double>> bursts = new ArrayList<>();
        for (int burst = 0; burst < BURSTS; burst++) {
            bursts.add(burst(next(samples, number), sender, arrivals));
        }
        long mebibytes = process.residentMebibytes();
        try (var ignored = new LiveStations(sender, samples, Duration.ZERO, LIVE_A_SECOND)) {
            return new GrowthFigures(
                    number,
                    slots,
                    (end.processorSeconds() - begin.processorSeconds()) * 1e6 / taken,
                    (end.changelog() - begin.changelog()) / taken,
                    mebibytes,
                    bursts,
                    ends(process, arrivals));
        }
    }

    private GrowthFigures.Ends ends(EngineProcess process, ForecastArrivals arrivals)
            throws IOException, InterruptedException {
        var onDisk = new AtomicLong();
        double told = gap(process, arrivals, false, () -> onDisk.set(StateSize.onDisk(state)));
        double killed = gap(process, arrivals, true, () -> {});
        double gone = gap(process, arrivals, true, () -> Rounds.remove(state));
        return new GrowthFigures.Ends(
                (double) onDisk.get() / stations.stations().size(), told, killed, gone);
    }

    /** A reading a station and slot, in the middle of it, so that each closes the slot before. */
    private Iterator<Sample> onceASlot() {
        return stations.samples()
                .filter(sample -> sample.at().getEpochSecond() % 600 == 300)
                .iterator();
    }

    private static List<Sample> next(Iterator<Sample> samples, int number) {
        List<Sample> next = new ArrayList<>(number);
        for (int i = 0; i < number; i++) {
            next.add(samples.next());
        }
        return next;
    }

    private Mark mark(EngineProcess process, ForecastArrivals arrivals, long forecasts)
            throws IOException, InterruptedException {
        if (arrivals.await(forecasts, LIMIT).isEmpty()) {
            throw new IllegalStateException(
                    "Only %d of %d forecasts came.%n%s".formatted(arrivals.count(), forecasts, process.lastWords()));
        }
        return new Mark(process.processorSeconds(), StateSize.inChangelogs(admin), arrivals.count());
    }

    private static List<Double> burst(List<Sample> readings, StationSender sender, ForecastArrivals arrivals)
            throws InterruptedException {
        // The process is quiet before, as it is between two slots' ends.
        Thread.sleep(2_000);
        long before = arrivals.count();
        Map<String, Long> sent = new HashMap<>();
        for (Sample reading : readings) {
            sent.put(reading.stationId(), System.nanoTime());
            sender.send(reading);
        }
        if (arrivals.await(before + readings.size(), GAP_LIMIT).isEmpty()) {
            throw new IllegalStateException("Not all of a slot's forecasts came.");
        }
        Map<String, Long> last = arrivals.last();
        return sent.entrySet().stream()
                .map(station -> (Objects.requireNonNull(last.get(station.getKey())) - station.getValue()) / 1e6)
                .sorted()
                .toList();
    }

    /** From the end to the first forecast that can only be of the process that was started then. */
    private static double gap(
            EngineProcess process, ForecastArrivals arrivals, boolean isKilled, EngineProcess.Between between)
            throws IOException, InterruptedException {
        Thread.sleep(4_000);
        long told = process.endAndStart(isKilled, between);
        // What was committed before is read by now.
        Thread.sleep(300);
        OptionalLong next = arrivals.await(arrivals.count() + 1, GAP_LIMIT);
        return next.isPresent() ? (next.getAsLong() - told) / 1e9 : Double.NaN;
    }
}
