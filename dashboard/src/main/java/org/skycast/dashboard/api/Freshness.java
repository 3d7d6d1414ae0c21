package org.skycast.dashboard.api;

import java.time.Duration;
import java.time.Instant;
import org.skycast.dashboard.store.Times;

/**
 * How old what a station last gave is, by the server's clock. A slot takes ten minutes and its observation some more: what comes in time
 * is up to half an hour old.
 */
enum Freshness {
    FRESH,
    LATE,
    SILENT,
    NONE;

    static final Duration LATE_AFTER = Duration.ofMinutes(30);
    static final Duration SILENT_AFTER = Duration.ofHours(2);

    /** SQL that gives a state's number for a time in {@code column}, with the two bounds as parameters. */
    static String sql(String column) {
        return "CASE WHEN %1$s IS NULL THEN 3 WHEN %1$s < ?2 THEN 2 WHEN %1$s < ?1 THEN 1 ELSE 0 END".formatted(column);
    }

    /** Times before which a state begins, in microseconds: late, then silent. */
    static Object[] bounds(Instant now) {
        return new Object[] {Times.micros(now.minus(LATE_AFTER)), Times.micros(now.minus(SILENT_AFTER))};
    }

    /** Its name in answers. */
    String label() {
        return switch (this) {
            case FRESH -> "fresh";
            case LATE -> "late";
            case SILENT -> "silent";
            case NONE -> "none";
        };
    }
}
