package org.skycast.edge.source.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Says why requests are refused, so many within a minute; of those beyond, how many there were. Whoever reaches the port could
 * fill a disk otherwise. Used from one thread.
 */
final class RefusalLog {

    static final int MOST = 10;

    private static final Duration SPAN = Duration.ofMinutes(1);

    private final String source;
    private final InstantSource clock;
    private final Consumer<String> line;
    private Instant begun = Instant.EPOCH;
    private int said;
    private long unsaid;

    /** @param line takes each line that is said */
    RefusalLog(String source, InstantSource clock, Consumer<String> line) {
        this.line = line;
        this.source = source;
        this.clock = clock;
    }

    /** A request was refused so. */
    void refused(String why) {
        Instant now = clock.instant();
        if (!now.isBefore(begun) && Duration.between(begun, now).compareTo(SPAN) < 0) {
            if (said == MOST) {
                unsaid++;
                return;
            }
        } else {
            if (unsaid > 0) {
                line.accept("%d more requests to %s were refused since %s.".formatted(unsaid, source, begun));
            }
            begun = now;
            said = 0;
            unsaid = 0;
        }
        said++;
        line.accept("A request to %s is refused: %s".formatted(source, why));
    }
}
