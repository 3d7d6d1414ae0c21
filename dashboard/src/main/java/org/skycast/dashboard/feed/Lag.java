package org.skycast.dashboard.feed;

/**
 * How far behind a topic is read.
 *
 * @param records how many offsets are still to be read, markers of transactions among them
 * @param readTo the sum of its partitions' offsets up to which it was read
 * @param begunAt the same sum when this process began to read it
 * @param there whether there is such a topic and it may be read
 */
public record Lag(long records, long readTo, long begunAt, boolean there) {

    /** What there is not, or may not be read. */
    static final Lag NOT_THERE = new Lag(0, 0, 0, false);

    /** This partition and another. */
    Lag and(Lag other) {
        return new Lag(records + other.records, readTo + other.readTo, begunAt + other.begunAt, there || other.there);
    }
}
