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
 * @param learning how it comes to what stations have taught them
 * @param slotLength how long the observations' slots are
 * @param skies whose embeddings it takes
 * @param frames opens the frames of the log, for skies that are embedded again
 * @param wanted at which stations and reference times it forecasts
 */
public record ForecastParts(
        ModelChoice choice,
        LearningChoice learning,
        Duration slotLength,
        SkySource skies,
        Supplier<FrameArchive> frames,
        Wanted wanted) {

    /** Every forecast, from the observations' own embeddings where they fit. */
    public static ForecastParts of(
            ModelChoice choice, LearningChoice learning, Duration slotLength, Supplier<FrameArchive> frames) {
        return new ForecastParts(choice, learning, slotLength, SkySource.OBSERVATIONS, frames, Wanted.ALL);
    }

    /**
     * Which forecasts, by station id and reference time.
     *
     * @param made are made, and learnt from where stations teach here
     * @param sent go out, of those that are made
     */
    public record Wanted(BiPredicate<String, Instant> made, BiPredicate<String, Instant> sent) {

        /** Every forecast is made and goes out. */
        public static final Wanted ALL = only((station, reference) -> true);

        /** These alone are made, and go out. */
        public static Wanted only(BiPredicate<String, Instant> wanted) {
            return new Wanted(wanted, wanted);
        }
    }
}
