package org.skycast.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.skycast.cli.Skycast;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.forecast.OnnxForecaster;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.inference.sky.SkyEncoder;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.observe.Observation;
import org.skycast.sandbox.EmbeddedKafka;
import org.skycast.sandbox.EmbeddedRegistry;

/**
 * How much faster than real time a replay is: the whole command, planning, start-up, scoring and report included, through
 * a broker in the same JVM. From observations it is held against the forecaster alone over the same histories, from
 * frames against decoding and embedding alone, each on as many threads as there are processors. All are measured in turn.
 */
public final class ReplaySpeed {

    private static final int ROUNDS = 3;
    private static final int STATIONS = 100;
    private static final int CAMERAS = 6;
    private static final Duration SPAN = Duration.ofHours(24);

    /** The command's exit code where all forecasts are equal. */
    private static final int EQUAL = 5;

    private final Path directory;
    private final ModelBundle bundle;

    private ReplaySpeed(Path directory) {
        this.directory = directory;
        this.bundle = ModelBundle.load(directory);
    }

    /** @param arguments the bundle's directory; models/skycast if none is named */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        new ReplaySpeed(Path.of(arguments.length > 0 ? arguments[0] : "models/skycast")).measure();
    }

    private void measure() throws IOException, InterruptedException {
        double slot = bundle.featureSpec().slotLength().toSeconds();
        System.out.printf(
                "A real-time second of %d stations is %.3f observations. %d rounds on %d processors.%n",
                STATIONS, STATIONS / slot, ROUNDS, Runtime.getRuntime().availableProcessors());
        measure("from observations", STATIONS, false);
        measure("from frames", CAMERAS, true);
    }

    private void measure(String what, int stations, boolean frames) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("skycast-benchmark");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("broker"), 0);
                EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0)) {
            Map<String, String> clients =
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
            var log = new MadeLog(clients, bundle, stations, SPAN);
            log.fill(frames);
            List<Double> alone = new ArrayList<>();
            List<Double> replayed = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                alone.add(frames ? embeddings(log) : forecasts(log));
                replayed.add(replay(clients, folder.resolve("report-" + round), log, frames));
            }
            double seconds = 2 * log.observations().size() / Rounds.median(replayed);
            System.out.printf(
                    "%s: %d observations of %d stations by two models; the whole command %.1f s, %,.0f times real time, "
                            + "%.0f %s/s; %s alone %.0f/s; ratio %.1f (medians)%n",
                    what,
                    log.observations().size(),
                    stations,
                    seconds,
                    SPAN.toSeconds() / seconds,
                    Rounds.median(replayed),
                    frames ? "frames" : "forecasts",
                    frames ? "decoding and embedding" : "forecasting",
                    Rounds.median(alone),
                    Rounds.median(alone) / Rounds.median(replayed));
        } finally {
            Rounds.remove(folder);
        }
    }

    /** Records a second of the whole command. */
    private double replay(Map<String, String> clients, Path report, MadeLog log, boolean frames) {
        List<String> arguments = new ArrayList<>(List.of(
                "replay",
                "--bootstrap-server",
                clients.getOrDefault("bootstrap.servers", ""),
                "--registry",
                clients.getOrDefault("schema.registry.url", ""),
                "--model",
                directory.toString(),
                "--against",
                directory.toString(),
                "--from",
                MadeLog.BEGIN.toString(),
                "--to",
                MadeLog.BEGIN.plus(SPAN).plusSeconds(1).toString(),
                "--report",
                report.toString(),
                "--json"));
        if (frames) {
            arguments.add("--from-frames");
        }
        long start = System.nanoTime();
        int code = Skycast.commandLine()
                .setOut(new PrintWriter(Writer.nullWriter()))
                .execute(arguments.toArray(new String[0]));
        if (code != EQUAL) {
            throw new IllegalStateException("The replay of a bundle against itself ended with %d.".formatted(code));
        }
        // Both models forecast each observation, and both embed each frame.
        return 2 * log.observations().size() / ((System.nanoTime() - start) / 1e9);
    }

    private double forecasts(MadeLog log) throws InterruptedException {
        return perSecond(log.observations().size(), (from, to) -> {
            try (OnnxForecaster forecaster = bundle.openForecaster()) {
                History history = log.history();
                for (Observation observation : log.observations().subList(from, to)) {
                    forecaster.predict(observation.site(), history, MadeLog.END_OF_HISTORY);
                }
            }
        });
    }

    private double embeddings(MadeLog log) throws InterruptedException {
        return perSecond(log.images().size(), (from, to) -> {
            var decoder = new FrameDecoder();
            try (SkyEncoder encoder = bundle.openEncoder()) {
                for (byte[] image : log.images().subList(from, to)) {
                    encoder.encode(((FrameDecoder.Decoded) decoder.decode(image)).pixels());
                }
            }
        });
    }

    private interface Part {
        void run(int from, int to);
    }

    private static double perSecond(int all, Part part) throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        List<Thread> running = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            int from = all * i / threads;
            int to = all * (i + 1) / threads;
            var thread = new Thread(() -> part.run(from, to), "part-" + i);
            thread.start();
            running.add(thread);
        }
        for (Thread thread : running) {
            thread.join();
        }
        return all / ((System.nanoTime() - start) / 1e9);
    }
}
