package org.skycast.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** How the demo's time goes: behind now at a speed, caught up with it, or at the end of what was recorded. */
final class DemoPace {

    /** A station that measures every ten minutes is that far behind now at the most. */
    private static final Duration NEAR = Duration.ofMinutes(20);

    private final String speed;

    /** @param speed times real time, or {@code max} */
    DemoPace(String speed) {
        this.speed = speed;
    }

    /** A sentence. */
    String at(Collection<Instant> newestReadings, boolean isExhausted, Instant now) {
        if (isExhausted) {
            return "All that was recorded has been read.";
        }
        Instant newest = newestReadings.stream().max(Comparator.naturalOrder()).orElse(Instant.MIN);
        if (newest.equals(Instant.MIN)) {
            return "Nothing has been sent yet.";
        }
        Duration behind = Duration.between(newest, now);
        if (behind.compareTo(NEAR) <= 0) {
            return "Caught up with now; from here on it goes as time goes.";
        }
        return "%s behind now, going on %s."
                .formatted(
                        DemoTable.age(Optional.of(newest), now),
                        speed.equals("max") ? "as fast as can be read" : speed + " times as fast as time goes");
    }
}
