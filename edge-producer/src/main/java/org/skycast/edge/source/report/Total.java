package org.skycast.edge.source.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.source.ClockBound;
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
     * @param until when it was last shown; null where that was at the same time
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Shown(double value, long at, @Nullable Long until) {
        private static Shown of(RainCounter.Level level) {
            return new Shown(level.amount(), level.at().toEpochMilli(), null);
        }

        private static Shown of(RainCounter.Doubt doubt) {
            Shown first = of(doubt.first());
            long until = doubt.until().toEpochMilli();
            return new Shown(first.value(), first.at(), until == first.at() ? null : until);
        }

        private RainCounter.Level level() {
            return new RainCounter.Level(value, Instant.ofEpochMilli(at));
        }

        private RainCounter.Doubt doubt() {
            return new RainCounter.Doubt(level(), Instant.ofEpochMilli(until == null ? at : until));
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
                counter.doubted().map(Shown::of).orElse(null),
                counter.before().map(Shown::of).orElse(null),
                ahead);
    }

    /** The same, others having given {@code more} while this one was not there. */
    Total furtherBehind(double more) {
        return new Total(field, value, at, doubted, before, ahead + more);
    }

    /** The counter; {@code now} stands in for a time that was not kept. */
    RainCounter counter(Instant now) {
        Instant then = at == null ? now.minus(UNKNOWN) : Instant.ofEpochMilli(at);
        return new RainCounter(
                new RainCounter.Level(value, then),
                Optional.ofNullable(doubted).map(Shown::doubt),
                Optional.ofNullable(before).map(Shown::level));
    }

    /** Those that are of no time ahead of {@code now}, as a clock that leapt leaves them. */
    public static Map<String, Total> notAhead(Map<String, Total> kept, Instant now) {
        Map<String, Total> known = new HashMap<>(kept);
        known.values().removeIf(total -> total.at != null && ClockBound.isAhead(Instant.ofEpochMilli(total.at), now));
        return known;
    }

    /** The same by their fields, whatever they were kept under. */
    public static Map<String, Total> byField(Map<String, Total> kept) {
        Map<String, Total> byField = new HashMap<>();
        kept.values().forEach(total -> byField.put(total.field(), total));
        return byField;
    }
}
