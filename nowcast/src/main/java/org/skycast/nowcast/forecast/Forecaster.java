package org.skycast.nowcast.forecast;

import java.time.Instant;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.nowcast.station.Site;

/**
 * A model: from a station's history to the next hours. The same inputs give the same prediction, bit for bit, on the
 * same machine.
 */
public interface Forecaster {

    /** Who it is, for a forecast's lineage. */
    Model model();

    /** What it reads. */
    FeatureSpec featureSpec();

    /** What it forecasts. */
    ForecastSpec forecastSpec();

    /** How far back it wants a station remembered: at least what it reads. */
    default Reach remembers() {
        return Reach.of(featureSpec());
    }

    /** What it was trained on, for what is held against it; empty where nothing is known. */
    default TrainingStatistics training() {
        return TrainingStatistics.UNKNOWN;
    }

    /** The prediction at {@code reference}, the end of the newest slot of {@code history}. */
    Prediction predict(Site site, History history, Instant reference);

    /**
     * A model's name.
     *
     * @param id such as {@code first}
     * @param version of that model
     * @param sha256 of its bundle's manifest, which names every file's; of a built-in model, empty
     */
    record Model(String id, String version, String sha256) {}
}
