package org.skycast.edge.source.report;

import java.util.Optional;

/**
 * Where a counter stood, such as rain since midnight.
 *
 * @param field that it was read from
 * @param value in the variable's unit
 */
public record Total(String field, double value) {

    /**
     * What was added from {@code before} to this. Where it has fallen, the counter was set back to zero in between, and what
     * it shows has been added since. Nothing can be said without an earlier one, or where that is from another field.
     */
    public Optional<Double> since(Optional<Total> before) {
        return before.filter(earlier -> earlier.field().equals(field))
                .map(earlier -> value >= earlier.value() ? value - earlier.value() : value);
    }
}
