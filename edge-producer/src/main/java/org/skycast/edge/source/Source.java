package org.skycast.edge.source;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Gives what it has in the order of event time. Used from one thread.
 *
 * <p>A source remembers nothing over restarts; {@link #resumeAfter} tells it what was taken before.
 */
public interface Source extends AutoCloseable {

    /** Its name; unique and the same at each start. */
    String name();

    /** What the spool is to remember of it. */
    default Memory memory() {
        return Memory.LAST;
    }

    /** Begins after {@code item}, the last that was taken before. */
    void resumeAfter(String item);

    /** The event time of what comes next, if it has anything now. */
    Optional<Instant> next();

    /** All that it has with an event time before {@code end}, in order. */
    List<Sample> takeBefore(Instant end);

    /** Which share of what was recorded has been taken, between 0 and 1; empty where it cannot tell, or more may come. */
    default OptionalDouble share() {
        return OptionalDouble.empty();
    }

    /** Whether nothing will ever come again. */
    boolean isExhausted();

    @Override
    void close();
}
