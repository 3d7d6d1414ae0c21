package org.skycast.nowcast.verify.rolling;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How far back a sum reaches: so many whole buckets before the station's newest, and what that one holds so far. So
 * "last" goes by the station's own time, and a station that was away resumes where it was.
 */
public enum Window {
    DAY(4),
    WEEK(28),
    MONTH(Bucket.KEPT - 1);

    private final int before;

    Window(int before) {
        this.before = before;
    }

    /** Its oldest bucket. */
    public Bucket first(Bucket newest) {
        return newest.before(before);
    }

    /** Whether {@code bucket} is within it. */
    public boolean holds(Bucket newest, Bucket bucket) {
        return bucket.compareTo(first(newest)) >= 0 && bucket.compareTo(newest) <= 0;
    }

    /** Its name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The window with this name in lower case. */
    public static Optional<Window> named(String label) {
        return Arrays.stream(values()).filter(w -> w.label().equals(label)).findFirst();
    }
}
