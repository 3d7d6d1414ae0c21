package org.skycast.streams.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.skycast.streams.model.ModelChoice;

/**
 * What a forecast stage is built from.
 *
 * @param choice how it comes to its models
 * @param slotLength how long the observations' slots are
 * @param skies whose embeddings it takes
 * @param frames opens the frames of the log, for skies that are embedded again
 * @param wanted at which stations and reference times it forecasts
 */
public record ForecastParts(
        ModelChoice choice,
        Duration slotLength,
        SkySource skies,
        Supplier<FrameArchive> frames,
        BiPredicate<String, Instant> wanted) {

    /** Every forecast, from the observations' own embeddings where they fit. */
    public static ForecastParts of(ModelChoice choice, Duration slotLength, Supplier<FrameArchive> frames) {
        return new ForecastParts(choice, slotLength, SkySource.OBSERVATIONS, frames, (station, reference) -> true);
    }
}
