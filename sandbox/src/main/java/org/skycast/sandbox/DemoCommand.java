package org.skycast.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.skycast.cli.Colours;
import org.skycast.cli.Subcommand;
import org.skycast.dashboard.Dashboard;
import org.skycast.edge.EdgeApp;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.EdgeParts;
import org.skycast.edge.Pace;
import org.skycast.edge.cli.EdgeCommand;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.simulate.SimulatedStation;
import org.skycast.edge.source.Source;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.uplink.Uplink;
import org.skycast.nowcast.station.Station;
import org.skycast.streams.runtime.NowcastApp;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skycast demo}: a broker, a registry, stations and the topology in this JVM. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs everything on this machine: broker, registry, stations and topology.")
public final class DemoCommand implements Subcommand {

    /** Where each part answers. */
    static final class Ports {
        @Option(names = "--port", paramLabel = "P", description = "The broker's (" + DemoAddresses.BROKER_PORT + ").")
        private int broker = LoopbackPorts.USUAL;

        @Option(
                names = "--registry-port",
                paramLabel = "P",
                description = "The registry's (" + DemoAddresses.REGISTRY_PORT + ").")
        private int registry = LoopbackPorts.USUAL;

        @Option(
                names = "--dashboard-port",
                paramLabel = "P",
                description = "That of the pages for a browser (" + DemoAddresses.DASHBOARD_PORT + ").")
        private int dashboard = LoopbackPorts.USUAL;

        @Option(
                names = "--metrics-port",
                paramLabel = "P",
                description = "The topology's, with /metrics, /health and /api (" + DemoAddresses.METRICS_PORT + ").")
        private int metrics = LoopbackPorts.USUAL;
    }

    @Option(
            names = "--stations",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many simulated stations (${DEFAULT-VALUE}).")
    private int stations = 4;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Of the simulated weather (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description = "Times real time, or 'max'; by default 600 for simulated stations, max for your own.")
    private Optional<String> speed = Optional.empty();

    @Option(
            names = "--edge-config",
            paramLabel = "FILE",
            description = "Your own sources instead of simulated stations.")
    private Optional<Path> edgeConfig = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where all is kept; by default a temporary folder, removed at the end.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--stay", description = "Stay when a recorded archive has been read, until Ctrl-C.")
    private boolean stay;

    @ArgGroup(exclusive = false, heading = "Ports; without them the usual ones where they are free, 0 for any:%n")
    private Ports ports = new Ports();

    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            defaultValue = "${sys:skycast.home:-.}/models/skycast",
            description = "The model (${DEFAULT-VALUE}).")
    private Path bundle = Path.of("models/skycast");

    @Option(
            names = "--exit-after-forecasts",
            paramLabel = "N",
            defaultValue = "-1",
            description = "End after N forecasts, with a summary in JSON.")
    private long exitAfter = -1;

    private final InstantSource clock = Clock.systemUTC();

    @Override
    public Integer call() throws InterruptedException {
        if (stations < 1) {
            throw new IllegalArgumentException("--stations is %d; give at least 1.".formatted(stations));
        }
        // Read before anything is started, so that a mistake is told at once.
        Optional<EdgeConfig> own = edgeConfig.map(file -> EdgeConfig.read(file, System.getenv()));
        String goes = speed.orElse(own.isPresent() ? "max" : "600");
        Pace pace = EdgeCommand.pace(goes, clock);
        try (DemoFolder folder = DemoFolder.open(data)) {
            return run(folder, goes, clients -> edge(own, clients, folder.path(), pace));
        }
    }

    private int run(DemoFolder folder, String goes, Function<Map<String, String>, EdgeApp> sources)
            throws InterruptedException {
        long start = System.nanoTime();
        System.err.println("Starting a broker, a registry, a dashboard and the topology …");
        var settings = new DemoSettings(folder.path(), bundle);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(
                        folder.path().resolve("broker"),
                        LoopbackPorts.choose(ports.broker, DemoAddresses.BROKER_PORT));
                EmbeddedRegistry registry = EmbeddedRegistry.start(
                        kafka.bootstrapServers(), LoopbackPorts.choose(ports.registry, DemoAddresses.REGISTRY_PORT))) {
            Map<String, String> clients =
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
            var board = new DemoBoard();
            int chosen = LoopbackPorts.choose(ports.metrics, DemoAddresses.METRICS_PORT);
            int metrics = chosen == 0 ? LoopbackPorts.any() : chosen;
            try (Dashboard dashboard = announced(Dashboard.start(
                            settings.pages(
                                    clients, LoopbackPorts.choose(ports.dashboard, DemoAddresses.DASHBOARD_PORT)),
                            clock));
                    NowcastApp topology = NowcastApp.start(settings.topology(clients, metrics));
                    EdgeApp edge = sources.apply(clients);
                    OutputWatch watch = new OutputWatch(clients, board);
                    DemoProgress progress = new DemoProgress(clients, "skycast")) {
                var addresses = new DemoAddresses(
                        kafka.bootstrapServers(),
                        registry.url(),
                        dashboard.url(),
                        "http://127.0.0.1:%d/metrics".formatted(metrics));
                addresses.lines().forEach(System.err::println);
                // The topology that is there has made the topics; nothing has been sent yet.
                DemoRules.write(clients, bundle);
                edge.start();
                var screen = new DemoScreen(
                        Boolean.getBoolean("skycast.terminal"),
                        new DemoTable(Colours.ofProcess(), addresses),
                        new DemoPace(goes),
                        clock);
                new DemoWatch(edge, watch, progress, board, screen, folder::isEnding).run(exitAfter, stay);
                DemoWorth.of(URI.create(addresses.metrics())).forEach(System.out::println);
                System.out.println(
                        settings.summary(board, topology, edge.metrics(), (System.nanoTime() - start) / 1e9));
                return ended(board, edge);
            }
        }
    }

    /** Nothing read is a failure: nobody wants a demo of nothing. */
    private int ended(DemoBoard board, EdgeApp edge) {
        if (board.forecastsInAll() > 0 || !edge.metrics().newestReadings().isEmpty()) {
            return 0;
        }
        System.err.printf(
                "No reading came%s.%n",
                edgeConfig
                        .map(file -> " of %s; './skycast edge check --config %s' says why".formatted(file, file))
                        .orElse(""));
        return 1;
    }

    /** Said first: whoever opens it sees the stations come. */
    private static Dashboard announced(Dashboard dashboard) {
        System.err.printf("The dashboard is at %s%n", dashboard.url());
        return dashboard;
    }

    private EdgeApp edge(Optional<EdgeConfig> own, Map<String, String> clients, Path folder, Pace pace) {
        Path spool = folder.resolve("spool.db");
        if (own.isPresent()) {
            return EdgeApp.open(own.get().to(clients, spool), false, pace, clock);
        }
        var metrics = new EdgeMetrics();
        List<Source> sources = new ArrayList<>();
        List<Station> register = new ArrayList<>();
        Instant begin = clock.instant().minus(Duration.ofDays(2));
        for (int i = 0; i < stations; i++) {
            register.add(SimulatedStation.station(i));
            sources.add(new SimulatedStation(SimulatedStation.station(i), seed * 1000 + i, begin, Optional.empty()));
        }
        var uplink = Uplink.to(clients, register, metrics);
        return new EdgeApp(
                EdgeParts.unattended(sources, pace, Spool.open(spool, clock.instant()), uplink, metrics, clock));
    }
}
