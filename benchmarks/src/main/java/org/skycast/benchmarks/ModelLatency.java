package org.skycast.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.forecast.OnnxForecaster;
import org.skycast.inference.sky.Pixels;
import org.skycast.inference.sky.SkyEncoder;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.station.Site;

/**
 * Milliseconds of a picture's embedding and of a forecast on one thread, in turn: what a station's own computer pays for
 * each. A forecast is from a full history, features included.
 */
public final class ModelLatency {

    private static final int ROUNDS = 600;
    private static final int WARM = 200;
    private static final Instant REFERENCE = Instant.parse("2026-06-21T12:00:00Z");
    private static final Site SITE = new Site(55, 12, 10);

    private ModelLatency() {}

    /** @param arguments the bundle's directory; models/skycast if none is named */
    public static void main(String[] arguments) {
        ModelBundle bundle = ModelBundle.load(Path.of(arguments.length > 0 ? arguments[0] : "models/skycast"));
        try (SkyEncoder encoder = bundle.openEncoder();
                OnnxForecaster forecaster = bundle.openForecaster()) {
            byte[] rgb = new byte[3 * 640 * 480];
            new Random(1).nextBytes(rgb);
            var picture = new Pixels(640, 480, rgb);
            Embedding sky = encoder.encode(picture).orElseThrow();
            History history = history(forecaster, encoder, sky);
            List<Double> embedding = new ArrayList<>();
            List<Double> forecast = new ArrayList<>();
            for (int round = 0; round < WARM + ROUNDS; round++) {
                double one = milliseconds(() -> encoder.encode(picture));
                double other = milliseconds(() -> forecaster.predict(SITE, history, REFERENCE));
                if (round >= WARM) {
                    embedding.add(one);
                    forecast.add(other);
                }
            }
            System.out.printf("a picture of 640 x 480, scaled and embedded: %s%n", told(embedding));
            System.out.printf("a forecast, features included: %s%n", told(forecast));
        }
    }

    private static History history(OnnxForecaster forecaster, SkyEncoder encoder, Embedding embedding) {
        List<PastSlot> slots = new ArrayList<>();
        Duration slot = forecaster.featureSpec().slotLength();
        var random = new Random(2);
        for (int i = forecaster.featureSpec().historySlots(); i > 0; i--) {
            Instant start = REFERENCE.minus(slot.multipliedBy(i));
            Map<Feature, Double> values = new EnumMap<>(Feature.class);
            for (Feature feature : forecaster.featureSpec().inputs()) {
                values.put(feature, 10 + random.nextGaussian());
            }
            var sky = new Sky(start, encoder.sha256(), embedding, Optional.empty(), new Origin("frames", 0, i));
            slots.add(new PastSlot(start, 0, values, List.of(sky), Optional.of(start)));
        }
        return new History(slots);
    }

    private static double milliseconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static String told(List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        return "median %.3f ms, p10 %.3f ms".formatted(sorted.get(sorted.size() / 2), sorted.get(sorted.size() / 10));
    }
}
