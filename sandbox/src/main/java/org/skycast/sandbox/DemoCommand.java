package org.skycast.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.skycast.cli.Subcommand;
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
import org.skycast.streams.runtime.NowcastConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skycast demo}: a broker, a registry, stations and the topology in this JVM. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs everything on this machine: broker, registry, stations and topology.")
public final class DemoCommand implements Subcommand {

    private static final Duration LOOK = Duration.ofMillis(500);

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

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "0",
            description = "The broker's port; 0 for any (${DEFAULT-VALUE}).")
    private int port;

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

    @Override
    public Integer call() throws InterruptedException {
        if (stations < 1) {
            throw new IllegalArgumentException("--stations is %d; give at least 1.".formatted(stations));
        }
        // Read before anything is started, so that a mistake is told at once.
        Optional<EdgeConfig> own = edgeConfig.map(file -> EdgeConfig.read(file, System.getenv()));
        Path folder = data.orElseGet(DemoCommand::temporary);
        try {
            return run(folder, own);
        } finally {
            if (data.isEmpty()) {
                remove(folder);
            }
        }
    }

    private int run(Path folder, Optional<EdgeConfig> own) throws InterruptedException {
        long start = System.nanoTime();
        InstantSource clock = Clock.systemUTC();
        System.err.println("Starting a broker, a registry and the topology …");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("broker"), port);
                EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0)) {
            Map<String, String> clients =
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
            System.err.printf("Broker at %s, registry at %s.%n", kafka.bootstrapServers(), registry.url());
            var board = new DemoBoard();
            try (NowcastApp topology = NowcastApp.start(settings(clients, folder));
                    EdgeApp edge = edge(own, clients, folder, clock);
                    OutputWatch watch = new OutputWatch(clients, board);
                    DemoProgress progress = new DemoProgress(clients, "skycast")) {
                // The topology that is there has made the topics; nothing has been sent yet.
                DemoRules.write(clients, bundle);
                edge.start();
                watch(edge, watch, progress, board);
                System.out.println(summary(board, topology, edge.metrics(), (System.nanoTime() - start) / 1e9));
            }
        }
        return 0;
    }

    private NowcastConfig settings(Map<String, String> clients, Path folder) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("kafka", clients);
        settings.put("bundle", bundle.toString());
        settings.put("stateDirectory", folder.resolve("state").toString());
        settings.put("httpPort", -1);
        return NowcastConfig.read(json(settings), "of the demo", Map.of());
    }

    private EdgeApp edge(Optional<EdgeConfig> own, Map<String, String> clients, Path folder, InstantSource clock) {
        Pace pace = EdgeCommand.pace(speed.orElse(own.isPresent() ? "max" : "600"), clock);
        Path spool = folder.resolve("spool.db");
        if (edgeConfig.isPresent()) {
            return EdgeApp.open(
                    EdgeConfig.read(edgeConfig.get(), System.getenv()).to(clients, spool), false, pace, clock);
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

    private void watch(EdgeApp edge, OutputWatch watch, DemoProgress progress, DemoBoard board)
            throws InterruptedException {
        var screen = new DemoScreen(Boolean.getBoolean("skycast.terminal"));
        boolean exhausted = false;
        while (exitAfter < 0 || board.forecastsInAll() < exitAfter) {
            watch.poll(LOOK);
            screen.show(board, edge.metrics());
            exhausted = exhausted || edge.awaitExhausted(Duration.ZERO);
            if (exhausted && progress.isCaughtUp() && watch.isAtEnd()) {
                return;
            }
        }
    }

    private static String summary(DemoBoard board, NowcastApp topology, EdgeMetrics edge, double seconds) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("forecasts", board.forecasts());
        summary.put("alerts", board.alerts());
        summary.put("rejected", board.rejected());
        summary.put("deadLetters", board.deadLetters());
        summary.put("sent", edge.counts());
        summary.put("topology", topology.metrics().counts());
        summary.put("seconds", Math.round(seconds * 10) / 10.0);
        return json(summary);
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("skycast-demo");
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary folder can be made; name one with --data.", e);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.printf("The temporary folder %s could not be removed: %s.%n", folder, e.getMessage());
        }
    }
}
