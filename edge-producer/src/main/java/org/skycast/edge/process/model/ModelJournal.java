package org.skycast.edge.process.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.skycast.nowcast.learn.LearningState;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Variable;

/**
 * What the model at the station has taken, in order, so that after a restart it stands where it stood. It holds readings
 * and embeddings, never images. It changes together with what is kept of the same record, or not at all. Any thread may ask for
 * a number; the entries are read before any is added.
 */
public interface ModelJournal {

    /** The number of the next entry, higher than any before; a number that is not used is lost. */
    long nextNumber();

    /** Gives every entry in the order of their numbers, which is for each station the order of taking. */
    void forEach(Consumer<Entry> action);

    /** What a station had taught its model when that was last written down; empty if never, or it cannot be told. */
    Optional<Taught> taught(String stationId);

    /** What is to be changed. */
    sealed interface Change {}

    /**
     * A station's entries of an earlier event time are of no more use.
     *
     * @param before that time
     */
    record Forget(String stationId, Instant before) implements Change {}

    /**
     * What a station had taught its model, in the place of what was written of it before. It is given up once an entry is
     * forgotten that it needs.
     *
     * @param number of the last entry that had been taken then
     * @param since the event time from which on entries are needed, so that the model stands again as it stood then
     * @param state what had been taught
     */
    record Taught(long number, Instant since, LearningState state) implements Change {

        /** Whose it is. */
        public String stationId() {
            return state.inForce().stationId();
        }
    }

    /**
     * Something that was taken.
     *
     * @param number its place
     * @param stationId the station
     * @param at its event time, in microseconds as on the wire; of silence, the station's own time
     * @param takenAt when it was taken, in milliseconds as the log has it
     * @param event what it was
     */
    record Entry(long number, String stationId, Instant at, Instant takenAt, Event event) implements Change {}

    /** What was taken. */
    sealed interface Event {}

    /** A reading. */
    record Read(Map<Variable, Double> values) implements Event {
        public Read {
            values = Variable.ordered(values);
        }
    }

    /** A sky. */
    record Saw(String encoderSha256, Embedding embedding, Optional<String> frameSha256) implements Event {}

    /** Nothing, for so long that slots closed. */
    record Silent() implements Event {}
}
