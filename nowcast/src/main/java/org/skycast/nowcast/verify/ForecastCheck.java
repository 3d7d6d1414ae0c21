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
                .or(() -> LogCheck.ahead(forecast.referenceTime(), appendedAt))
                .or(() -> shape(forecast));
    }

    /** Values that are not there would be missed only once their truth comes, at that truth's expense. */
    private static Optional<Rejection> shape(Forecast forecast) {
        return forecast.variables().stream()
                .filter(variable -> !isWhole(variable))
                .map(variable -> variable.feature().cfName())
                .findFirst()
                .or(() -> forecast.events().stream()
                        .filter(event -> !isWhole(event))
                        .map(event -> event.event().name())
                        .findFirst())
                .map(name -> new Rejection(
                        Reason.RECORD_UNUSABLE,
                        "Of '%s' it has no value for each of its leads and levels, or levels that are none."
                                .formatted(name)));
    }

    private static boolean isWhole(Forecast.OfVariable said) {
        int leads = said.leads().size();
        return said.values().size() == leads
                && said.values().stream()
                        .allMatch(row -> row.size() == said.levels().size())
                && said.bundle().filter(own -> own.size() != leads).isEmpty()
                && !said.levels().isEmpty()
                && said.levels().stream().allMatch(level -> level > 0 && level < 1);
    }

    private static boolean isWhole(Forecast.OfEvent said) {
        int leads = said.leads().size();
        return said.probabilities().size() == leads
                && said.bundle().filter(own -> own.size() != leads).isEmpty();
    }

    private static boolean isPossible(Duration lead) {
        return !lead.isNegative() && lead.compareTo(FARTHEST) <= 0;
    }
}
