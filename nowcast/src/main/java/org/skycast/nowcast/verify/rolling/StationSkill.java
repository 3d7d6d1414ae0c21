package org.skycast.nowcast.verify.rolling;

import java.util.List;
import java.util.Optional;
import org.skycast.nowcast.forecast.Forecast;

/**
 * How well a station is forecast, as of a bucket that has just opened.
 *
 * @param skill what forecasts were worth
 * @param inputs how far what came in is from what the champion was trained on
 * @param changes what is to be told of drifts
 * @param lineage of the newest forecast of the champion that was scored; where there is none, no drift is told
 */
public record StationSkill(
        RollingSkill skill, List<InputDrift> inputs, List<DriftChange> changes, Optional<Forecast.Lineage> lineage) {

    public StationSkill {
        inputs = List.copyOf(inputs);
        changes = List.copyOf(changes);
    }
}
