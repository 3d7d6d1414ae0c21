package org.skycast.nowcast.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.Prediction;
import org.skycast.nowcast.forecast.Reach;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.station.Site;

/** All that a model is given, as a number, so that whatever changes a history changes a forecast. */
record HistorySum(Reach remembers) implements Forecaster {

    private static final FeatureSpec FEATURES = new FeatureSpec(
            "slots-1",
            Duration.ofMinutes(10),
            6,
            List.of(Feature.AIR_TEMPERATURE),
            RandomJournal.ENCODER,
            1,
            Duration.ofMinutes(60));
    private static final ForecastSpec SPEC = new ForecastSpec(
            List.of(Duration.ofMinutes(10)),
            List.of(0.5),
            List.of(new ForecastSpec.Target(Feature.AIR_TEMPERATURE, Feature.AIR_TEMPERATURE)),
            List.of());

    @Override
    public Model model() {
        return new Model("sum", "1", "");
    }

    @Override
    public FeatureSpec featureSpec() {
        return FEATURES;
    }

    @Override
    public ForecastSpec forecastSpec() {
        return SPEC;
    }

    @Override
    public Prediction predict(Site site, History history, Instant reference) {
        int sum = 0;
        for (PastSlot slot : history.slots()) {
            Optional<Sky> sky = slot.skyOf(RandomJournal.ENCODER);
            for (Object part : List.of(slot.start(), slot.revision(), slot.values(), sky)) {
                sum = 31 * sum + part.toString().hashCode() % 1000;
            }
        }
        return new Prediction(new float[][][] {{{sum % 100_000}}}, new float[0][]);
    }
}
