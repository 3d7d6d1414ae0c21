package org.skycast.edge.process;

import java.time.Instant;
import java.util.List;
import org.skycast.edge.source.Sample;

/**
 * What is done to what a source gave before it is kept. Called within the spool's transaction, from one thread at a time;
 * where that transaction fails, {@link #restore} is called, and what was handled in it is as if it had never come.
 */
public interface SampleProcessor extends AutoCloseable {

    /** Keeps everything as it is. */
    SampleProcessor NONE = new SampleProcessor() {
        @Override
        public List<Sample> handle(Sample taken, Instant takenAt) {
            return List.of(taken);
        }

        @Override
        public List<Sample> advance(Instant now) {
            return List.of();
        }

        @Override
        public void restore() {}
    };

    /**
     * What is to be kept in the place of {@code taken}: nothing, where it was left out; its item counts as taken in any
     * case.
     *
     * @param takenAt now
     */
    List<Sample> handle(Sample taken, Instant takenAt);

    /** Lets time go on, so that the slots of a station that has fallen silent close; to be called twice a minute. */
    List<Sample> advance(Instant now);

    /** Goes back to what was last committed. */
    void restore();

    @Override
    default void close() {}
}
