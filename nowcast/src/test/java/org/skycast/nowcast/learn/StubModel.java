package org.skycast.nowcast.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.Prediction;
import org.skycast.nowcast.station.Site;

/**
 * A model that knows the climate of synthetic stations, believes what their sensors say, and tells of it well or badly.
 *
 * @param stations those that it knows, by their sites
 * @param manner how it tells
 */
record StubModel(ForecastSpec forecastSpec, List<SyntheticStation> stations, Manner manner) implements Forecaster {

    static final List<Double> LEVELS = List.of(0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98);

    /** Of a normal distribution, by level. */
    private static final double[] DEVIATES = {-2.054, -1.282, -0.674, 0, 0.674, 1.282, 2.054};

    /**
     * How it tells.
     *
     * @param off added to the median, in the variable's unit
     * @param width by which the right widths are multiplied
     * @param probability of all events
     */
    record Manner(double off, double width, double probability) {
        static final Manner RIGHT = new Manner(0, 1, 0.05);
        static final Manner NARROW = new Manner(0, 0.2, 0.05);
        static final Manner NONSENSE = new Manner(-200, 0.1, 0.5);

        static Manner biased(double off) {
            return new Manner(off, 1, 0.05);
        }
    }

    /** One variable, at the leads at which stations teach. */
    static ForecastSpec only(Feature feature) {
        return new ForecastSpec(
                IntStream.of(10, 30, 90, 240).mapToObj(Duration::ofMinutes).toList(),
                LEVELS,
                List.of(new ForecastSpec.Target(feature, feature)),
                List.of());
    }

    /** As many variables, leads, levels and events as the bundle that is shipped has. */
    static ForecastSpec shipped() {
        return new ForecastSpec(
                IntStream.rangeClosed(1, 24)
                        .mapToObj(i -> Duration.ofMinutes(10L * i))
                        .toList(),
                LEVELS,
                List.of(
                                Feature.AIR_TEMPERATURE,
                                Feature.DEW_POINT,
                                Feature.RELATIVE_HUMIDITY,
                                Feature.PRESSURE,
                                Feature.WIND_SPEED,
                                Feature.GHI)
                        .stream()
                        .map(feature -> new ForecastSpec.Target(feature, feature))
                        .toList(),
                List.of(
                        new ForecastSpec.Event("rain", Feature.RAIN, 0.1, Feature.RELATIVE_HUMIDITY),
                        new ForecastSpec.Event("cloudy", Feature.CLOUD_AREA_FRACTION, 0.5, Feature.RELATIVE_HUMIDITY)));
    }

    static StubModel of(Feature feature, SyntheticStation station, Manner manner) {
        return new StubModel(only(feature), List.of(station), manner);
    }

    @Override
    public Model model() {
        return new Model("stub", "1", "ab");
    }

    @Override
    public FeatureSpec featureSpec() {
        return new FeatureSpec(
                "slots-1",
                SyntheticStation.SLOT,
                36,
                forecastSpec.targets().stream()
                        .map(ForecastSpec.Target::feature)
                        .toList(),
                "e",
                1,
                Duration.ofHours(1));
    }

    @Override
    public Prediction predict(Site site, History history, Instant reference) {
        SyntheticStation station = stations.stream()
                .filter(one -> one.site().equals(site))
                .findFirst()
                .orElseThrow();
        int slot = SyntheticStation.ending(reference);
        var quantiles =
                new float[forecastSpec.targets().size()][forecastSpec.leads().size()][LEVELS.size()];
        var probabilities =
                new float[forecastSpec.events().size()][forecastSpec.leads().size()];
        for (int lead = 0; lead < forecastSpec.leads().size(); lead++) {
            int later = (int) forecastSpec.leads().get(lead).toMinutes() / 10;
            for (int i = 0; i < quantiles.length; i++) {
                Feature feature = forecastSpec.targets().get(i).feature();
                double center = station.expected(feature, slot, later) + station.error(feature, slot) + manner.off;
                double width = manner.width * station.spread(feature, slot, later);
                for (int level = 0; level < DEVIATES.length; level++) {
                    quantiles[i][lead][level] = (float) (center + width * DEVIATES[level]);
                }
            }
            for (float[] of : probabilities) {
                of[lead] = (float) manner.probability;
            }
        }
        return new Prediction(quantiles, probabilities);
    }
}
