package org.skycast.nowcast.verify.rolling;

import java.time.Duration;
import java.time.Instant;
import org.skycast.nowcast.observe.Slot;

/**
 * Six hours of foretold or observed time, aligned to UTC: sums roll in these steps. A slot belongs to the bucket that
 * holds its end.
 *
 * @param start the first instant
 */
public record Bucket(Instant start) implements Comparable<Bucket> {

    /** A quarter of a day: a day's window moves four times a day, and a month is 121 sums and not 4,320. */
    public static final Duration LENGTH = Duration.ofHours(6);

    /** How many are kept of a station: a month, and the one that is still being filled. */
    public static final int KEPT = 121;

    /** The bucket that holds {@code time}. */
    public static Bucket holding(Instant time) {
        return new Bucket(Slot.holding(time, LENGTH).start());
    }

    /** The first instant after it. */
    public Instant end() {
        return start.plus(LENGTH);
    }

    /** The bucket that begins where this one ends. */
    public Bucket after() {
        return new Bucket(end());
    }

    /** The bucket so many before it. */
    public Bucket before(int count) {
        return new Bucket(start.minus(LENGTH.multipliedBy(count)));
    }

    /** The oldest that is kept while this is the station's newest. */
    public Bucket oldestKept() {
        return before(KEPT - 1);
    }

    @Override
    public int compareTo(Bucket other) {
        return start.compareTo(other.start);
    }
}
