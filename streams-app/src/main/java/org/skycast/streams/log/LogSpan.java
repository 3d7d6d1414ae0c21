package org.skycast.streams.log;

import org.apache.kafka.common.TopicPartition;

/**
 * A part of a partition.
 *
 * @param begin the first offset
 * @param end the offset after the last
 */
public record LogSpan(TopicPartition partition, long begin, long end) {

    /** Whether an offset lies within. */
    public boolean holds(long offset) {
        return begin <= offset && offset < end;
    }

    /** The rest of it from an offset on. */
    public LogSpan from(long offset) {
        return new LogSpan(partition, Math.max(begin, offset), end);
    }

    /** Its last offsets, so many at the most. */
    public LogSpan newest(long offsets) {
        return from(end - Math.min(offsets, end));
    }
}
