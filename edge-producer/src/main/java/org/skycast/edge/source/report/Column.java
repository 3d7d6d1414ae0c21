package org.skycast.edge.source.report;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * A column or field and the unit of its numbers.
 *
 * @param column its name; in JSON steps into an object by a dot
 * @param total whether it counts up and is now and then set back, as rain since midnight does
 * @param missing numbers and words that stand for a missing value in it, besides those of all columns
 */
public record Column(
        @JsonPropertyDescription("The name of the column or field; in JSON a dot steps into an object.")
        String column,

        @JsonPropertyDescription("The unit of its numbers.") String units,

        @JsonPropertyDescription("Whether it counts up and is now and then set back, as rain since midnight does.")
        Boolean total,

        @JsonPropertyDescription(
                "Numbers and words that stand for a missing value in it, besides those of all columns.")
        List<String> missing) {

    /** One in which nothing but what does in all columns stands for a missing value. */
    public Column(String column, String units, boolean total) {
        this(column, units, total, List.of());
    }

    /** One that does not count up. */
    public Column(String column, String units) {
        this(column, units, false);
    }

    @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
    public Column {
        column = column == null ? null : column.strip();
        total = total != null && total;
        missing = missing == null ? List.of() : List.copyOf(missing);
    }
}
