package org.skycast.trials.alert;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule as a file has it. What is not there is null; {@link RuleReader} knows what then holds. A rule of one level may
 * have that level's keys itself.
 *
 * @param change whether thresholds are changes from the newest value
 * @param raiseAfter such as {@code 2 of 3}
 */
record RuleKeys(
        String id,
        @Nullable Integer revision,
        @Nullable Boolean enabled,
        @Nullable String title,
        @Nullable String note,
        @Nullable List<String> stations,
        @Nullable Map<String, OverrideKeys> overrides,
        @Nullable String variable,
        @Nullable String event,
        @Nullable Boolean change,
        @Nullable String comparator,
        @Nullable String unit,
        @Nullable WindowKeys window,
        @Nullable List<LevelKeys> levels,
        @Nullable String severity,
        @Nullable Double threshold,
        @Nullable Double raise,
        @Nullable Double clear,
        @Nullable Double costLoss,
        @Nullable List<List<Double>> calibration,
        @Nullable String raiseAfter,
        @Nullable Integer clearAfter,
        @Nullable Duration minActive,
        @Nullable Duration cooldown,
        @Nullable Duration updateEvery,
        @Nullable Double minCompleteness,
        @Nullable Duration maxInputAge,
        @Nullable Boolean requireSkill,
        @Nullable String status,
        @Nullable String scope,
        @Nullable String zone,
        @Nullable Map<String, TextKeys> texts,
        @Nullable String area,
        @Nullable Map<String, String> labels) {

    /** The whole file. */
    record File(@Nullable List<RuleKeys> rules) {}

    /** Leads in minutes, both with them. */
    record WindowKeys(int from, int to) {}

    /** One level; {@code calibration} has pairs of what was said and what came of it. */
    record LevelKeys(
            @Nullable String severity,
            @Nullable Double threshold,
            @Nullable Double raise,
            @Nullable Double clear,
            @Nullable Double costLoss,
            @Nullable List<List<Double>> calibration) {}

    /** What is different at a station: a threshold, or one for each level, and by what each is raised and cleared. */
    record OverrideKeys(
            @Nullable Double threshold,
            @Nullable List<Double> thresholds,
            @Nullable Double raise,
            @Nullable Double clear) {}

    /** In one language. */
    record TextKeys(
            String headline,
            @Nullable String description,
            @Nullable String instruction,
            @Nullable String cleared,
            @Nullable String unknown,
            @Nullable String expired,
            @Nullable String cancelled) {}

    /** The levels, whichever way they are given. */
    List<LevelKeys> given() {
        return levels == null
                ? List.of(new LevelKeys(severity, threshold, raise, clear, costLoss, calibration))
                : levels;
    }
}
