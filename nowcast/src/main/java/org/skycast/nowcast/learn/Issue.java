package org.skycast.nowcast.learn;

import java.util.Map;
import java.util.function.Supplier;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Correction;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.Prediction;
import org.skycast.nowcast.forecast.StationForecaster;
import org.skycast.nowcast.forecast.StationForecaster.Draft;

/** What a model said of a slot, and what the station has taught of it. */
public final class Issue {

    private final StationForecaster forecaster;
    private final Draft draft;
    private final Correction correction;
    private final Supplier<Prediction> adapted;

    /** @param adapted asked only where somebody wants to know */
    Issue(StationForecaster forecaster, Draft draft, Correction correction, Supplier<Prediction> adapted) {
        this.forecaster = forecaster;
        this.draft = draft;
        this.correction = correction;
        this.adapted = adapted;
    }

    /** How many quantiles were beyond what is physically possible, and were cut to it, by variable. */
    public Map<Feature, Integer> cut() {
        return correction.cut();
    }

    /** The forecast that goes out. */
    public Forecast forecast() {
        return forecaster.issue(draft, correction);
    }

    /** What the model would have said by itself. */
    public Forecast bundle() {
        return forecaster.issue(draft, Correction.none(draft.said()));
    }

    /** What the adapted model would have said, unguarded. */
    public Forecast adapted() {
        return forecaster.issue(draft, Correction.none(adapted.get()));
    }
}
