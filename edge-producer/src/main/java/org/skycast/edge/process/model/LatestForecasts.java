package org.skycast.edge.process.model;

import java.util.List;
import java.util.Optional;
import org.skycast.nowcast.forecast.Forecast;

/** The newest forecast of each station that was made here. Thread-safe. */
public interface LatestForecasts {

    /** None, as where the topology forecasts. */
    LatestForecasts NONE = List::of;

    /** By station id, ascending. */
    List<Forecast> all();

    /** A station's, if there is one yet. */
    default Optional<Forecast> of(String stationId) {
        return all().stream()
                .filter(forecast -> forecast.stationId().equals(stationId))
                .findFirst();
    }
}
