package org.skycast.edge.source;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * How often a source is asked: at whole multiples of {@code every} since 1970 UTC, each put off by up to {@code jitter}, so
 * that a thousand stations do not ask at once. One that has passed is left out, never made up for.
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

    /** When a source is to be asked: the number of that time since 1970, and the time with what it is put off by. */
    public record Due(long number, Instant at) {}

    /**
     * The first due time after the one of number {@code last} that is not past at {@code now}.
     *
     * @param seed of the jitter; a station has its own
     */
    public Due after(long last, Instant now, long seed) {
        long number = Math.max(last + 1, Math.floorDiv(now.toEpochMilli(), every.toMillis()));
        Due due = due(number, seed);
        return due.at().isBefore(now) ? due(number + 1, seed) : due;
    }

    private Due due(long number, long seed) {
        long put = jitter.isZero() ? 0 : new SplittableRandom(seed ^ number).nextLong(jitter.toMillis() + 1);
        return new Due(number, Instant.ofEpochMilli(number * every.toMillis() + put));
    }
}
