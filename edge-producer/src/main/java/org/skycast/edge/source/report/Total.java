package org.skycast.edge.source.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.observe.RainCounter;

/**
 * Where a counter stood, such as rain since midnight, as the spool keeps it.
 *
 * @param field that it was read from
 * @param value in the variable's unit
 * @param at when, in milliseconds since 1970; null in what an earlier version kept
 * @param doubted what it showed since, if that is in doubt
 * @param before what it showed before it was set back, until it has moved since
 * @param ahead what other counters have given since this one moved
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Total(
        String field,
        double value,
        @Nullable Long at,
        @Nullable Shown doubted,
        @Nullable Shown before,
        double ahead) {

    /** What a version that kept no time has kept is taken to be so old. */
    private static final Duration UNKNOWN = Duration.ofDays(1);

    /**
     * What a counter showed.
     *
     * @param at in milliseconds since 1970
     */
    public record Shown(double value, long at) {
        private static @Nullable Shown of(Optional<RainCounter.Level> level) {
            return level.map(shown -> new Shown(shown.amount(), shown.at().toEpochMilli()))
                    .orElse(null);
        }

        private RainCounter.Level level() {
            return new RainCounter.Level(value, Instant.ofEpochMilli(at));
        }
    }

    /** Where it stood, as an earlier version kept it. */
    public Total(String field, double value) {
        this(field, value, null, null, null, 0);
    }

    static Total of(String field, RainCounter counter, double ahead) {
        return new Total(
                field,
                counter.last().amount(),
                counter.last().at().toEpochMilli(),
                Shown.of(counter.doubted()),
                Shown.of(counter.before()),
                ahead);
    }

    /** The counter; {@code now} stands in for a time that was not kept. */
    RainCounter counter(Instant now) {
        Instant then = at == null ? now.minus(UNKNOWN) : Instant.ofEpochMilli(at);
        return new RainCounter(
                new RainCounter.Level(value, then),
                Optional.ofNullable(doubted).map(Shown::level),
                Optional.ofNullable(before).map(Shown::level));
    }

    /** The same by their fields, whatever they were kept under. */
    public static Map<String, Total> byField(Map<String, Total> kept) {
        Map<String, Total> byField = new HashMap<>();
        kept.values().forEach(total -> byField.put(total.field(), total));
        return byField;
    }
}
