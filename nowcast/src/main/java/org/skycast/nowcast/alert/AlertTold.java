package org.skycast.nowcast.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.skycast.nowcast.alert.AlertState.Open;
import org.skycast.nowcast.alert.AlertState.Phase;
import org.skycast.nowcast.forecast.Forecast;

/**
 * What there is to tell of a forecast.
 *
 * @param forecast the forecast
 * @param source where it stands
 * @param odds by level, how likely it makes them
 */
record AlertTold(Forecast forecast, AlertSource source, List<AlertOdds> odds) {

    /** What is kept of a message. */
    static Open open(AlertMessage said, Phase phase, Instant toldAt) {
        AlertOdds odds = said.odds();
        var kept =
                new AlertOdds(List.of(), List.of(), odds.peak(), odds.upperBound(), odds.calibrated(), odds.newest());
        return new Open(
                said.incident(), phase, said.level(), said.span(), kept, toldAt, said.source(), Optional.empty());
    }
}
