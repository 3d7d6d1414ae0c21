package org.skycast.edge.source;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * How often a source is asked: at whole multiples of {@code every} since 1970 UTC, each put off by up to {@code jitter}, so
 * that a thousand stations do not ask at once. A tick that has passed is left out, never made up for.
 *
 * @param every at least a second
 * @param jitter less than {@code every}
 */
public record Cadence(Duration every, Duration jitter) {

    /** @throws IllegalArgumentException if they are out of range */
    public Cadence {
        if (every.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("every is %s; give at least PT1S.".formatted(every));
        }
        if (jitter.isNegative() || jitter.compareTo(every) >= 0) {
            throw new IllegalArgumentException(
                    "jitter is %s; give one from PT0S to less than every, %s.".formatted(jitter, every));
        }
    }

    /** One tick: its number since 1970, and when it is due. */
    public record Tick(long number, Instant due) {}

    /**
     * The first tick after the one of number {@code last} that is not past at {@code now}.
     *
     * @param seed of the jitter; a station has its own
     */
    public Tick after(long last, Instant now, long seed) {
        long number = Math.max(last + 1, Math.floorDiv(now.toEpochMilli(), every.toMillis()));
        Tick tick = tick(number, seed);
        return tick.due().isBefore(now) ? tick(number + 1, seed) : tick;
    }

    private Tick tick(long number, long seed) {
        long put = jitter.isZero() ? 0 : new SplittableRandom(seed ^ number).nextLong(jitter.toMillis() + 1);
        return new Tick(number, Instant.ofEpochMilli(number * every.toMillis() + put));
    }
}
