package org.skycast.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.skycast.edge.EdgeApp;
import org.skycast.edge.EdgeParts;
import org.skycast.edge.Pace;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.simulate.SimulatedStation;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.Source;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.uplink.Uplink;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.inference.sky.SkyEncoder;
import org.skycast.nowcast.station.Station;
import org.skycast.sandbox.EmbeddedKafka;
import org.skycast.sandbox.EmbeddedRegistry;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.streams.runtime.TopicSetup;

/**
 * How many frames a second the topology takes through a broker in the same JVM, on one stream thread, against what
 * decoding and embedding alone come to on one thread: the bound that the topology cannot pass. The two are measured in
 * turn, and medians are printed.
 */
public final class FramesPerSecond {

    private static final int ROUNDS = 5;
    private static final int STATIONS = 6;
    private static final Duration SPAN = Duration.ofHours(16);
    private static final Instant BEGIN = Instant.parse("2026-06-01T04:00:00Z");

    private FramesPerSecond() {}

    /** @param arguments the bundle's directory; models/skycast if none is named */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = Path.of(arguments.length > 0 ? arguments[0] : "models/skycast");
        ModelBundle bundle = ModelBundle.load(directory);
        List<byte[]> frames = frames();
        System.out.printf(
                "%d frames of %d stations, with five readings a frame; %d rounds.%n", frames.size(), STATIONS, ROUNDS);
        bare(bundle, frames);
        List<Double> alone = new ArrayList<>();
        List<Double> through = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            alone.add(bare(bundle, frames));
            through.add(topology(directory, frames.size()));
            System.out.printf(
                    "round %d: alone %.0f/s, topology %.0f/s%n", round + 1, alone.get(round), through.get(round));
        }
        System.out.printf(
                "median: decode and embed alone %.0f frames/s, topology %.0f frames/s, ratio %.2f%n",
                Rounds.median(alone), Rounds.median(through), Rounds.median(alone) / Rounds.median(through));
    }

    private static List<byte[]> frames() {
        List<byte[]> frames = new ArrayList<>();
        for (Source source : sources()) {
            for (Sample taken : source.takeBefore(Instant.MAX)) {
                if (taken instanceof Sample.Frame frame) {
                    frames.add(frame.image());
                }
            }
        }
        return frames;
    }

    private static List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < STATIONS; i++) {
            sources.add(new SimulatedStation(SimulatedStation.station(i), i, BEGIN, Optional.of(BEGIN.plus(SPAN))));
        }
        return sources;
    }

    private static double bare(ModelBundle bundle, List<byte[]> frames) {
        var decoder = new FrameDecoder();
        try (SkyEncoder encoder = bundle.openEncoder()) {
            long start = System.nanoTime();
            for (byte[] frame : frames) {
                var decoded = (FrameDecoder.Decoded) decoder.decode(frame);
                if (encoder.encode(decoded.pixels()).isEmpty()) {
                    throw new IllegalStateException("The encoder gave nothing for a frame.");
                }
            }
            return frames.size() / ((System.nanoTime() - start) / 1e9);
        }
    }

    private static double topology(Path bundle, int frames) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("skycast-benchmark");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("broker"), 0);
                EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0)) {
            Map<String, String> clients =
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
            fill(clients, folder);
            String settings = """
                    kafka: { bootstrap.servers: "%s", schema.registry.url: "%s" }
                    bundle: "%s"
                    stateDirectory: "%s"
                    threads: 1
                    stages: [nowcast]
                    httpPort: -1
                    """.formatted(kafka.bootstrapServers(), registry.url(), bundle, folder.resolve("state"));
            try (NowcastApp app = NowcastApp.start(NowcastConfig.read(settings, "of the benchmark", Map.of()))) {
                awaitEmbedded(app, 1);
                long before = embedded(app);
                long start = System.nanoTime();
                awaitEmbedded(app, frames);
                return (frames - before) / ((System.nanoTime() - start) / 1e9);
            }
        } finally {
            Rounds.remove(folder);
        }
    }

    private static void fill(Map<String, String> clients, Path folder) throws InterruptedException {
        try (Admin admin = Admin.create(new HashMap<>(clients))) {
            new TopicSetup(admin, 4, 1).create();
        }
        InstantSource clock = InstantSource.system();
        var metrics = new EdgeMetrics();
        List<Station> register = new ArrayList<>();
        for (int i = 0; i < STATIONS; i++) {
            register.add(SimulatedStation.station(i));
        }
        var uplink = Uplink.to(clients, register, metrics);
        Spool spool = Spool.open(folder.resolve("spool.db"), clock.instant());
        try (EdgeApp edge = new EdgeApp(
                        EdgeParts.unattended(sources(), Pace.upToNow(clock), spool, uplink, metrics, clock))
                .start()) {
            if (!edge.awaitExhausted(Duration.ofMinutes(5))) {
                throw new IllegalStateException("The stations did not come to their end.");
            }
        }
    }

    private static long embedded(NowcastApp app) {
        return app.metrics().counts().getOrDefault("skycast.frames.embedded", 0L);
    }

    private static void awaitEmbedded(NowcastApp app, long frames) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (embedded(app) < frames) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Only %d of %d frames came through.".formatted(embedded(app), frames));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}
