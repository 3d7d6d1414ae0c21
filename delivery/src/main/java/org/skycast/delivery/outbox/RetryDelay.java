package org.skycast.delivery.outbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: twice as long each time, up to a bound, and by chance between half of that and
 * all of it, so that receivers which come back are not asked by all at once (equal jitter; M. Brooker, Exponential Backoff
 * And Jitter, 2015).
 *
 * @param first before the second attempt
 * @param most before any
 * @param chance seeded by whoever wants it the same again
 */
public record RetryDelay(Duration first, Duration most, RandomGenerator chance) {

    private static final int DOUBLINGS = 20;

    /** @param attempts how many have failed, from 1 */
    Duration after(int attempts) {
        long whole = first.toMillis() << Math.min(attempts - 1, DOUBLINGS);
        long bounded = Math.min(most.toMillis(), Math.max(whole, 1));
        return Duration.ofMillis(bounded - chance.nextLong(bounded / 2 + 1));
    }

    Duration bounded(Duration asked) {
        return asked.compareTo(most) > 0 ? most : asked;
    }
}
