package org.skycast.sandbox;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.skycast.inference.bundle.BundleArchive;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.bundle.TrustedKeys;
import org.skycast.inference.forecast.OnnxForecaster;
import org.skycast.inference.golden.GoldenCases;
import org.skycast.inference.sky.SkyEncoder;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.rollout.BundleCache;

/** Loads a bundle again and again, each time from a new cache, and prints the process's resident memory after each. */
final class Reloads {

    // The compiler takes ten megabytes for the way of a reload by about the twentieth, once.
    static final int WARM_UP = 30;
    static final int COUNTED = 20;

    private Reloads() {}

    /** @param arguments a bundle's directory, and one for the cache */
    public static void main(String[] arguments) throws IOException {
        ModelBundle bundle = ModelBundle.load(Path.of(arguments[0]));
        String sha256 = bundle.model().sha256();
        Path directory = Path.of(arguments[1]);
        BundleArchive.unpack(BundleArchive.pack(bundle), directory.resolve(sha256));
        letTheCompilerFinish(bundle);
        for (int i = 0; i < WARM_UP + COUNTED; i++) {
            reload(directory, sha256);
            System.gc();
            System.out.println("RSS " + residentKilobytes());
        }
    }

    /** What the JIT compiler takes for hot Java code is no reload's: here it is run with no network opened. */
    private static void letTheCompilerFinish(ModelBundle bundle) {
        for (int i = 0; i < 100; i++) {
            GoldenCases.of(bundle);
            BundleArchive.pack(bundle);
        }
    }

    private static void reload(Path directory, String sha256) {
        // What is on the disk is found there; nobody listens on this port.
        Map<String, String> clients =
                Map.of("bootstrap.servers", "127.0.0.1:1", "schema.registry.url", "http://127.0.0.1:1");
        var metrics = new NowcastMetrics(new SimpleMeterRegistry());
        try (var cache = new BundleCache(clients, directory, TrustedKeys.NONE, metrics)) {
            ModelBundle bundle = ((BundleCache.Found) cache.find(sha256)).bundle();
            try (SkyEncoder encoder = bundle.openEncoder();
                    OnnxForecaster forecaster = bundle.openForecaster()) {
                if (!encoder.sha256().equals(bundle.encoderSha256())
                        || !forecaster.model().equals(bundle.model())) {
                    throw new IllegalStateException("Another model was opened.");
                }
            }
        }
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
