package org.skycast.nowcast.verify.rolling;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.skycast.nowcast.forecast.Forecast;

/**
 * What is known of a station whose sums roll.
 *
 * @param newest its newest bucket, which decides what "last" means
 * @param heardAt when the log last took an observation of it
 * @param champion the newest forecast of the champion that was scored
 * @param alerts the drifts that last
 */
public record DriftState(Bucket newest, Instant heardAt, Optional<Champion> champion, List<OpenDrift> alerts) {

    public DriftState {
        alerts = List.copyOf(alerts);
    }

    /** A forecast of the champion. */
    public record Champion(Instant referenceTime, Forecast.Lineage lineage) {}

    DriftState at(Bucket bucket, List<OpenDrift> open) {
        return new DriftState(bucket, heardAt, champion, open);
    }

    /** A station is heard of by its observations; scores come of the log's time too, when truths are missing. */
    DriftState heard(StationUpdate update) {
        boolean newer = update.slot().isPresent() && update.logTime().isAfter(heardAt);
        return newer ? new DriftState(newest, update.logTime(), champion, alerts) : this;
    }

    DriftState scored(Champion forecast) {
        boolean newer = champion.filter(c -> !forecast.referenceTime().isAfter(c.referenceTime()))
                .isEmpty();
        return newer ? new DriftState(newest, heardAt, Optional.of(forecast), alerts) : this;
    }
}
