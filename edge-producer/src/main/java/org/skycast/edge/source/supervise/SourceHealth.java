package org.skycast.edge.source.supervise;

import java.time.Instant;
import java.util.Optional;

/**
 * How a source is.
 *
 * @param restarts how often it failed and was run again
 * @param taken how many frames or readings it gave since the edge started
 * @param lastTaken when it last gave one, by the edge's clock
 * @param lastFailure why it last failed
 */
public record SourceHealth(
        String name,
        State state,
        long restarts,
        long taken,
        Optional<Instant> lastTaken,
        Optional<String> lastFailure) {

    /** What it does. */
    public sealed interface State {}

    /** It runs. */
    public record Running(Instant since) implements State {}

    /**
     * It failed, and is run again.
     *
     * @param because one plain sentence
     */
    public record Waiting(Instant until, String because) implements State {}

    /** It was ended. */
    public record Ended(Instant since) implements State {}

    /** One that begins. */
    static SourceHealth beginning(String name, Instant at) {
        return new SourceHealth(name, new Running(at), 0, 0, Optional.empty(), Optional.empty());
    }

    SourceHealth runningAgain(Instant at) {
        return new SourceHealth(name, new Running(at), restarts + 1, taken, lastTaken, lastFailure);
    }

    SourceHealth waiting(Instant until, String because) {
        return new SourceHealth(name, new Waiting(until, because), restarts, taken, lastTaken, Optional.of(because));
    }

    SourceHealth ended(Instant at) {
        return new SourceHealth(name, new Ended(at), restarts, taken, lastTaken, lastFailure);
    }

    SourceHealth took(int number, Instant at) {
        return new SourceHealth(name, state, restarts, taken + number, Optional.of(at), lastFailure);
    }
}
