package org.skycast.benchmarks.growth;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.skycast.benchmarks.engines.StationSender;
import org.skycast.benchmarks.engines.Workload;
import org.skycast.inference.bundle.ModelBundle;

/**
 * What a reading costs with ten stations and with ten thousand, how late the last forecast of a slot is that ends for all of them
 * at once, and how long the process is away. Each number of stations has a broker and a process of its own.
 */
public final class StationGrowth {

    private StationGrowth() {}

    /** @param arguments the bundle's directory, then numbers of stations and of slots that each has had, as in {@code 1000:300} */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path bundle = Path.of(arguments[0]);
        List<String> rows = new ArrayList<>();
        for (String size : List.of(arguments).subList(1, arguments.length)) {
            String[] parts = size.split(":");
            rows.add(measure(bundle, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]))
                    .row());
            System.out.println(rows.get(rows.size() - 1));
        }
        System.out.println(GrowthFigures.HEAD);
        rows.forEach(System.out::println);
        // The broker's threads end in their own time.
        Runtime.getRuntime().halt(0);
    }

    private static GrowthFigures measure(Path bundle, int number, int slots) throws IOException, InterruptedException {
        var stations = new ManyStations(Workload.readings, number, ModelBundle.load(bundle));
        return RunningTopology.run(bundle, (process, clients, admin, state) -> {
            try (var sender = new StationSender(clients);
                    var arrivals = new ForecastArrivals(clients, RunningTopology.PARTITIONS)) {
                return new GrowthRun(stations, slots, admin, state).measure(process, sender, arrivals);
            }
        });
    }
}
