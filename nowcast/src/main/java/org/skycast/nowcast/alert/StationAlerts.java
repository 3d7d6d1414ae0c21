package org.skycast.nowcast.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far all rules have come at a station.
 *
 * @param newest the reference time of the newest forecast
 * @param last the newest forecast that some rule could judge
 * @param states by rule, those of which there is something to say
 */
public record StationAlerts(Instant newest, Optional<AlertSource> last, List<AlertState> states) {

    /** Nothing has come. */
    public static final StationAlerts NONE = new StationAlerts(Instant.MIN, Optional.empty(), List.of());

    public StationAlerts {
        states = List.copyOf(states);
    }
}
