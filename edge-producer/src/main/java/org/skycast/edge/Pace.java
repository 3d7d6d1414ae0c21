package org.skycast.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How fast event time may go. */
public interface Pace {

    /** Up to which event time may be taken now, given that {@code next} is the earliest that waits. */
    Instant horizon(Instant next);

    /** When an event that waits may be taken; at its own time at the earliest. */
    default Instant due(Instant next) {
        return next;
    }

    /** Whatever has happened: what is recorded as fast as possible, what happens now as it happens. */
    static Pace upToNow(InstantSource clock) {
        return next -> clock.instant();
    }

    /** {@code speed} times as fast as time goes, from the first event on, and as time goes once now is reached. */
    static Pace times(double speed, InstantSource clock) {
        return new Pace() {
            private Instant began = Instant.MAX;
            private Instant first = Instant.MAX;

            @Override
            public Instant horizon(Instant next) {
                Instant now = clock.instant();
                if (began == Instant.MAX) {
                    began = now;
                    first = next;
                }
                double millis = Duration.between(began, now).toMillis() * speed;
                Instant reached = first.plusMillis((long) millis);
                return reached.isBefore(now) ? reached : now;
            }

            @Override
            public Instant due(Instant next) {
                if (began == Instant.MAX) {
                    return next;
                }
                long millis = (long) (Duration.between(first, next).toMillis() / speed);
                Instant reached = began.plusMillis(millis);
                return reached.isAfter(next) ? reached : next;
            }
        };
    }
}
