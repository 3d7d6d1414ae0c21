package org.skycast.nowcast.observe;

import java.util.Comparator;

/**
 * A log position: where a record stands.
 *
 * @param topic the log's name
 * @param partition which part of the log, from 0; within a part records stand in order
 * @param offset the record's place in that part, from 0
 */
public record Origin(String topic, int partition, long offset) implements Comparable<Origin> {

    private static final Comparator<Origin> ORDER = Comparator.comparing(Origin::topic)
            .thenComparingInt(Origin::partition)
            .thenComparingLong(Origin::offset);

    /** Whether both stand in the same log. */
    boolean isInLogOf(Origin other) {
        return topic.equals(other.topic);
    }

    @Override
    public int compareTo(Origin other) {
        return ORDER.compare(this, other);
    }
}
