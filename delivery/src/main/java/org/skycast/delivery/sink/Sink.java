package org.skycast.delivery.sink;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.skycast.avro.Alert;
import org.skycast.delivery.outbox.Answer;

/** A receiver of weather alerts. What it throws is a mistake of ours; what goes wrong with it is an answer. */
public interface Sink extends AutoCloseable {

    /** Tells it of messages of one rule in one state, at most {@link #most}. */
    Answer tell(List<Alert> alerts, Instant now);

    /** Tells it that the sender lives, so that quiet weather differs from a dead sender. */
    Answer beat(Beat beat);

    /** Tells it, after a time in which nothing could be told, what it was not told of. */
    Answer summarise(Summary summary);

    /** Tells it once more what holds, if it wants to be told again and again. */
    default Answer repeat(Collection<Alert> holding, Instant now) {
        return new Answer.Taken();
    }

    /** How many messages may go together. */
    default int most() {
        return 1;
    }

    /** How long a message waits for others. */
    default Duration gathering() {
        return Duration.ZERO;
    }

    @Override
    void close();

    /**
     * A sign of life.
     *
     * @param at now
     * @param holding how many alerts hold
     * @param waiting how many incidents the receiver has yet to be told of
     */
    record Beat(Instant at, int holding, int waiting) {}

    /**
     * What was not told one by one.
     *
     * @param at now
     * @param passedOver how many messages were not told, because later ones stand for them or their incident is over
     * @param waiting how many incidents are told of now
     */
    record Summary(Instant at, long passedOver, int waiting) {}
}
