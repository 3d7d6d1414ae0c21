package org.skycast.benchmarks.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.skycast.cli.Skycast;
import org.skycast.inference.bundle.ModelBundle;

/**
 * Skycast's topology, the same code in Flink, and the same code in a plain loop: each in a process of its own on a processor of
 * its own, one after another, each on a new broker with the same records. What they forecast is compared before what they cost.
 */
public final class EngineComparison {

    private static final int PARTITIONS = 4;
    private static final Duration MADE = Duration.ofHours(6);

    private final Path bundle;
    private final String flinkClasses;
    private final Workload workload;
    private final EngineRun run;

    private EngineComparison(Path bundle, String flinkClasses, Workload workload, EngineRun.Plan plan) {
        this.bundle = bundle.toAbsolutePath();
        this.flinkClasses = flinkClasses;
        this.workload = workload;
        this.run = new EngineRun(workload, MadeDay.of(workload, plan.stations(), MADE, ModelBundle.load(bundle)), plan);
    }

    /** @param arguments the bundle's directory, Flink's class path, a workload, and engines by {@link Engine#of} */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<Engine> engines = Arrays.stream(arguments).skip(3).map(Engine::of).toList();
        var plan = new EngineRun.Plan(
                12,
                Double.parseDouble(System.getProperty("rate", "20")),
                Duration.ofSeconds(Integer.getInteger("live", 40)),
                Integer.getInteger("kills", 2));
        var comparison =
                new EngineComparison(Path.of(arguments[0]), arguments[1], Workload.valueOf(arguments[2]), plan);
        System.out.printf(
                "%s: %s of %d stations wait, then %.0f records/s for %d s, then %d kills%n",
                arguments[2],
                comparison.workload.waiting(),
                plan.stations(),
                plan.aSecond(),
                plan.live().toSeconds(),
                plan.kills());
        boolean isEqual = comparison.compare(engines);
        if (!isEqual) {
            System.err.println("The engines do not forecast the same, so what they cost says nothing of one another.");
        }
        // The broker's threads end in their own time.
        Runtime.getRuntime().halt(isEqual ? 0 : 1);
    }

    /** Whether all forecast as the first does. */
    private boolean compare(List<Engine> engines) throws IOException, InterruptedException {
        List<EngineFigures> measured = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        for (Engine engine : engines) {
            EngineFigures figures = measure(engine);
            measured.add(figures);
            System.out.printf(
                    "%s against %s: %s%n", engine.name(), engines.get(0).name(), figures.against(measured.get(0)));
            rows.add(figures.row(engine));
            System.out.println(figures.row(engine));
        }
        System.out.println(EngineFigures.HEAD);
        rows.forEach(System.out::println);
        return measured.stream().allMatch(figures -> figures.saysAs(measured.get(0)));
    }

    private EngineFigures measure(Engine engine) throws IOException, InterruptedException {
        return RunBroker.with(
                PARTITIONS,
                (folder, clients, admin) -> run.measure(clients, PARTITIONS, () -> start(engine, folder, clients)));
    }

    private EngineProcess start(Engine engine, Path folder, Map<String, Object> clients) throws IOException {
        String pin = System.getProperty("pin", "");
        List<String> before = pin.isEmpty() ? List.of() : List.of(pin.split(" "));
        String classes = engine instanceof Engine.Streams ? System.getProperty("java.class.path") : flinkClasses;
        return EngineProcess.start(before, classes, main(engine, folder, clients), folder.resolve("engine.log"));
    }

    private List<String> main(Engine engine, Path folder, Map<String, Object> clients) throws IOException {
        if (engine instanceof Engine.Streams streams) {
            return List.of(
                    Skycast.class.getName(),
                    "streams",
                    "--config",
                    settings(streams, folder, clients).toString());
        }
        List<String> arguments = new ArrayList<>(List.of(
                "org.skycast.benchmarks.flink." + (engine instanceof Engine.Flink ? "FlinkNowcast" : "PlainLoop"),
                "bootstrap=" + clients.get("bootstrap.servers"),
                "registry=" + clients.get("schema.registry.url"),
                "bundle=" + bundle,
                "state=" + folder.resolve("state"),
                "topics=" + String.join(",", workload.topics())));
        if (engine instanceof Engine.Flink flink) {
            arguments.addAll(List.of(
                    "backend=" + flink.backend(), "checkpoint=" + flink.checkpoint(), "order=" + flink.order()));
        }
        return arguments;
    }

    private Path settings(Engine.Streams streams, Path folder, Map<String, Object> clients) throws IOException {
        return Files.writeString(folder.resolve("streams.yaml"), """
                kafka: { bootstrap.servers: "%s", schema.registry.url: "%s", commit.interval.ms: %d }
                bundle: "%s"
                stateDirectory: "%s"
                threads: 1
                stages: [nowcast]
                httpPort: -1
                %s
                """.formatted(
                        clients.get("bootstrap.servers"),
                        clients.get("schema.registry.url"),
                        streams.commit().toMillis(),
                        bundle,
                        folder.resolve("state"),
                        streams.isNamed() ? "groupInstance: one" : ""));
    }
}
