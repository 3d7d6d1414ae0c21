package org.skycast.edge.source.csv;

import java.time.Instant;
import java.util.Optional;

/** What became of the rows of a log. Used from one thread. */
final class CsvTally {

    private long taken;
    private long unreadable;
    private long ahead;
    private long outside;
    private long words;
    private long values;
    private long commas;
    private long backwards;
    private Instant newest = Instant.MIN;
    private Optional<String> firstReason = Optional.empty();

    /**
     * A row was read.
     *
     * @param numbers how many values it has
     * @param noNumbers how many of its cells hold something that is no value
     */
    void took(Instant at, int numbers, int noNumbers, boolean hasComma) {
        taken++;
        values += numbers;
        words += noNumbers;
        commas += hasComma ? 1 : 0;
        backwards += at.isBefore(newest) ? 1 : 0;
        newest = at;
    }

    void leftOut(String text, RowTime time) {
        if (time instanceof RowTime.Ahead why) {
            ahead++;
            remember(text, why.why());
        } else if (time instanceof RowTime.Unreadable why) {
            unreadable++;
            remember(text, why.why());
        }
    }

    /** The first reason tells the most: what comes after it may follow from it. */
    private void remember(String text, String why) {
        firstReason = firstReason.or(() -> Optional.of("'%s': %s".formatted(text, why)));
    }

    /** A row is earlier or later than what is asked for. */
    void outside() {
        outside++;
    }

    long taken() {
        return taken;
    }

    long unreadable() {
        return unreadable;
    }

    long ahead() {
        return ahead;
    }

    long rows() {
        return taken + unreadable + ahead + outside;
    }

    /** How many cells held something that is no value. */
    long words() {
        return words;
    }

    /** How many values its rows have. */
    long values() {
        return values;
    }

    boolean hasCommas() {
        return commas > 0;
    }

    /** Whether more rows are earlier than the row before them than not. */
    boolean goesBack() {
        return taken > 2 && backwards > taken / 2;
    }

    /** The first row that was left out, and why, without a full stop. */
    Optional<String> firstReason() {
        return firstReason.map(reason -> reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason);
    }
}
