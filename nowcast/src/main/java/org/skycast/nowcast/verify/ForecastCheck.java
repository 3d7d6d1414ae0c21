package org.skycast.nowcast.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.observe.LogCheck;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;

/** Whether a forecast that is to be scored can have come into its log by the rules; as {@link LogCheck} is for observations. */
public final class ForecastCheck {

    /** How far a forecast looks ahead at the most. */
    private static final Duration FARTHEST = Duration.ofHours(48);

    private ForecastCheck() {}

    /**
     * Why a forecast may not be used, if so.
     *
     * @param key of the record
     * @param appendedAt when the log took it
     */
    public static Optional<Rejection> fault(String key, Forecast forecast, Instant appendedAt) {
        if (!VerifyState.leads(forecast).allMatch(ForecastCheck::isPossible)) {
            return Optional.of(
                    new Rejection(Reason.SLOT_UNUSABLE, "It has a lead that is not within %s.".formatted(FARTHEST)));
        }
        return LogCheck.mismatch(key, forecast.stationId())
                .or(() -> LogCheck.ahead(forecast.referenceTime(), appendedAt));
    }

    private static boolean isPossible(Duration lead) {
        return !lead.isNegative() && lead.compareTo(FARTHEST) <= 0;
    }
}
