package org.skycast.streams.forecast;

import java.util.function.Predicate;
import java.util.function.Supplier;

/** How a forecast stage comes to what stations have taught its models. Built-in models are taught nothing in any case. */
public sealed interface LearningChoice {

    /**
     * Stations teach them here.
     *
     * @param stations at which of them, by id; at the others forecasts go out as the models have them, and what had been
     *     in force there is no longer
     */
    record Own(Predicate<String> stations) implements LearningChoice {}

    /**
     * What was in force is taken from the log, and nothing is taught.
     *
     * @param open opens a task's archive, once it is needed; the task closes it
     */
    record Recorded(Supplier<LearningArchive> open) implements LearningChoice {}

    /** Every station teaches them here. */
    static LearningChoice everywhere() {
        return new Own(station -> true);
    }

    /** No station teaches them: all forecasts go out as the models have them. */
    static LearningChoice nowhere() {
        return new Own(station -> false);
    }
}
