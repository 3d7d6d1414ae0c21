package org.skycast.delivery.outbox;

import java.time.Instant;
import org.skycast.avro.Alert;

/** What is to be told of an incident: its newest message, which stands for those before it. */
final class Entry {

    private final int partition;
    private final long first;
    private final boolean begins;
    private final Instant since;
    private Alert newest;
    private long last;
    private boolean mayBeKnown;
    private int attempts;
    private Instant due;

    /**
     * @param mayBeKnown whether the receiver may have been told of it before
     * @param due when it is to be told
     */
    Entry(Alert alert, int partition, long offset, boolean mayBeKnown, Instant since, Instant due) {
        this.newest = alert;
        this.partition = partition;
        this.first = offset;
        this.last = offset;
        this.begins = alert.getWeather().getSequence() == 1;
        this.mayBeKnown = mayBeKnown || !begins;
        this.since = since;
        this.due = due;
    }

    /** A later message takes the place of the one before; it is no longer held against the receiver that that failed. */
    void replace(Alert alert, long offset, boolean mayBeKnown) {
        newest = alert;
        last = offset;
        this.mayBeKnown |= mayBeKnown;
    }

    /** It began and ended while nobody could be told. */
    boolean isOverUntold() {
        return begins && !mayBeKnown && IncidentEnds.with(newest);
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(newest.getExpires());
    }

    void tried() {
        attempts++;
        mayBeKnown = true;
    }

    void waitUntil(Instant time) {
        due = time;
    }

    Alert newest() {
        return newest;
    }

    int partition() {
        return partition;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    int attempts() {
        return attempts;
    }

    Instant since() {
        return since;
    }

    Instant due() {
        return due;
    }
}
