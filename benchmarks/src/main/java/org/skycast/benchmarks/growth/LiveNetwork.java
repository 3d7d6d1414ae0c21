package org.skycast.benchmarks.growth;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.skycast.benchmarks.engines.EngineProcess;
import org.skycast.benchmarks.engines.ForecastName;
import org.skycast.benchmarks.engines.ForecastWatch;
import org.skycast.benchmarks.engines.LiveStations;
import org.skycast.benchmarks.engines.StationSender;
import org.skycast.benchmarks.engines.Workload;
import org.skycast.inference.bundle.ModelBundle;

/**
 * A network of stations with cameras at the rate at which it sends: a reading a minute and a frame each five minutes of each station,
 * evenly over the time. Says what of the processors the topology takes, how late forecasts are, and whether any is missing.
 */
public final class LiveNetwork {

    /** The first slots are of a process that still starts. */
    private static final Duration BEFORE = Duration.ofMinutes(2);

    /** By then a forecast has come, or it does not. */
    private static final Duration AFTER = Duration.ofSeconds(20);

    private LiveNetwork() {}

    /** @param arguments the bundle's directory, the number of stations, and for how many minutes it is measured */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path bundle = Path.of(arguments[0]);
        int number = Integer.parseInt(arguments[1]);
        Duration span = Duration.ofMinutes(Integer.parseInt(arguments[2]));
        var stations = new ManyStations(Workload.frames, number, ModelBundle.load(bundle));
        RunningTopology.run(bundle, (process, clients, admin, state) -> {
            try (var sender = new StationSender(clients);
                    var watch = new ForecastWatch(clients, RunningTopology.PARTITIONS)) {
                measure(stations, span, process, sender, watch);
            }
            return true;
        });
        // The broker's threads end in their own time.
        Runtime.getRuntime().halt(0);
    }

    private static void measure(
            ManyStations stations, Duration span, EngineProcess process, StationSender sender, ForecastWatch watch)
            throws IOException, InterruptedException {
        double aSecond = stations.stations().size() * (1 / 60.0 + 1 / 300.0);
        sender.register(stations.stations());
        try (var live =
                new LiveStations(sender, stations.samples().iterator(), Workload.frames.closesAfter(), aSecond)) {
            Thread.sleep(BEFORE.toMillis());
            long begin = System.nanoTime();
            double spent = process.processorSeconds();
            Thread.sleep(span.toMillis());
            long end = System.nanoTime();
            double share = (process.processorSeconds() - spent) / ((end - begin) / 1e9);
            long mebibytes = process.residentMebibytes();
            Thread.sleep(AFTER.toMillis());
            System.out.printf(
                    Locale.ROOT,
                    "%d stations, %.0f records/s for %d min: %.2f processors, %d MiB%n%s%n",
                    stations.stations().size(),
                    aSecond,
                    span.toMinutes(),
                    share,
                    mebibytes,
                    told(live.closedBetween(begin, end), watch.all()));
        }
    }

    private static String told(Map<ForecastName, Long> closed, Map<ForecastName, ForecastWatch.Seen> seen) {
        List<Double> latencies = closed.entrySet().stream()
                .flatMap(slot -> Optional.ofNullable(seen.get(slot.getKey()))
                        .map(forecast -> (forecast.nanos() - slot.getValue()) / 1e6)
                        .stream())
                .sorted()
                .toList();
        if (latencies.isEmpty()) {
            return "No slot of %d had its forecast.".formatted(closed.size());
        }
        return String.format(
                Locale.ROOT,
                "slots that ended: %d, without a forecast: %d; milliseconds to it: p50 %.0f, p95 %.0f, p99 %.0f, last %.0f",
                closed.size(),
                closed.size() - latencies.size(),
                at(latencies, 0.5),
                at(latencies, 0.95),
                at(latencies, 0.99),
                at(latencies, 1));
    }

    private static double at(List<Double> sorted, double level) {
        return sorted.get(Math.max(0, (int) Math.ceil(level * sorted.size()) - 1));
    }
}
