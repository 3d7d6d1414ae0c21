package org.skycast.edge.inference;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Variable;

/**
 * What the model at the station has taken, in order, so that after a restart it stands where it stood. It holds readings
 * and embeddings, never images. What is appended is kept together with what the spool keeps of the same record, or not
 * at all. Used from one thread at a time.
 */
public interface Journal {

    /** The number of the next entry, higher than any before; a number that is not used is lost. */
    long nextNumber();

    /** Keeps an entry, once the spool has committed. */
    void append(Entry entry);

    /** Drops a station's entries of an event time before {@code time}. */
    void forget(String stationId, Instant time);

    /** Gives every entry in the order of their numbers. */
    void forEach(Consumer<Entry> action);

    /**
     * Something that was taken.
     *
     * @param number its place
     * @param stationId the station
     * @param at its event time, in microseconds as on the wire; of silence, the station's own time
     * @param takenAt when it was taken, in milliseconds as the log has it
     * @param event what it was
     */
    public record Entry(long number, String stationId, Instant at, Instant takenAt, Event event) {}

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
