package org.skycast.edge.process.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.Prediction;
import org.skycast.nowcast.station.Site;

/**
 * What was measured last, and a little more that hangs on all that it is given, so that whatever changes a history changes a
 * forecast.
 *
 * @param sha256 that it goes by
 */
record NewestAndSum(String sha256) implements Forecaster {

    private static final List<Feature> FEATURES = List.of(Feature.AIR_TEMPERATURE, Feature.RELATIVE_HUMIDITY);
    private static final FeatureSpec READS = new FeatureSpec(
            "slots-1", Duration.ofMinutes(10), 36, FEATURES, TaughtFeed.ENCODER, 2, Duration.ofMinutes(60));
    private static final ForecastSpec SPEC = new ForecastSpec(
            IntStream.rangeClosed(1, 12)
                    .mapToObj(lead -> Duration.ofMinutes(10L * lead))
                    .toList(),
            List.of(0.1, 0.5, 0.9),
            FEATURES.stream()
                    .map(feature -> new ForecastSpec.Target(feature, feature))
                    .toList(),
            List.of());

    @Override
    public Model model() {
        return new Model("newest", "1", sha256);
    }

    @Override
    public FeatureSpec featureSpec() {
        return READS;
    }

    @Override
    public ForecastSpec forecastSpec() {
        return SPEC;
    }

    @Override
    public Prediction predict(Site site, History history, Instant reference) {
        int sum = 0;
        for (PastSlot slot : history.slots()) {
            sum = 31 * sum
                    + List.of(slot.start(), slot.revision(), slot.values(), slot.skies())
                            .hashCode();
        }
        float little = Math.floorMod(sum, 1000) / 1000f;
        float[][][] quantiles = new float[FEATURES.size()][SPEC.leads().size()][];
        for (int i = 0; i < quantiles.length; i++) {
            float newest = newest(history, FEATURES.get(i));
            for (int lead = 0; lead < quantiles[i].length; lead++) {
                float middle = newest + little * (lead + 1) / 10;
                quantiles[i][lead] = new float[] {middle - 1, middle, middle + 1};
            }
        }
        return new Prediction(quantiles, new float[0][]);
    }

    private static float newest(History history, Feature feature) {
        return history.slots().stream()
                .filter(slot -> slot.values().containsKey(feature))
                .reduce((older, newer) -> newer)
                .map(slot -> slot.values().get(feature).floatValue())
                .orElse(Float.NaN);
    }
}
