package org.skycast.edge.source.supervise;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How long a source that failed waits before it is run again: twice as long each time, up to a limit; of that a random half
 * to all, so that what failed together does not come back together.
 *
 * @param first wait, before it is cut by chance
 * @param most wait
 * @param good how long a source must have run that its failures before no longer count
 * @param seed of the chance
 */
public record Backoff(Duration first, Duration most, Duration good, long seed) {

    /** From a second to five minutes; a minute is a good run. */
    public static Backoff seeded(long seed) {
        return new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofMinutes(1), seed);
    }

    /** The wait after {@code failures} in a row, at least one, of the source {@code name}. */
    public Duration after(int failures, String name) {
        int doublings = Math.min(failures - 1, 30);
        long whole = Math.min(most.toMillis(), first.toMillis() << doublings);
        double chance = new SplittableRandom(seed ^ name.hashCode() * 31L ^ failures).nextDouble();
        return Duration.ofMillis(Math.round(whole * (0.5 + chance / 2)));
    }
}
