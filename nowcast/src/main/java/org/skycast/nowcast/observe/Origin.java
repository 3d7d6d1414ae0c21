package org.skycast.nowcast.observe;

import java.util.Comparator;

/**
 * Where a record stands in the log.
 *
 * @param topic the topic's name
 * @param partition the partition, from 0
 * @param offset the offset in it, from 0
 */
public record Origin(String topic, int partition, long offset) implements Comparable<Origin> {

    private static final Comparator<Origin> ORDER = Comparator.comparing(Origin::topic)
            .thenComparingInt(Origin::partition)
            .thenComparingLong(Origin::offset);

    @Override
    public int compareTo(Origin other) {
        return ORDER.compare(this, other);
    }
}
