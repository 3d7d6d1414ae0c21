package org.skycast.edge.source;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Waits; a part of what time is to a source, so that tests need not wait with it. */
@FunctionalInterface
public interface Pause {

    /** Returns at {@code until}, at once if that has passed. */
    void until(Instant until) throws InterruptedException;

    /** Waits by {@code clock}, and looks at it again every few seconds, since a clock may be set while one waits. */
    static Pause by(InstantSource clock) {
        return until -> {
            for (Duration left = Duration.between(clock.instant(), until);
                    left.compareTo(Duration.ZERO) > 0;
                    left = Duration.between(clock.instant(), until)) {
                Thread.sleep(Math.min(5_000, left.toMillis() + 1));
            }
        };
    }
}
