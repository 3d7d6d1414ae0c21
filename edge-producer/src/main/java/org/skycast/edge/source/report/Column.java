package org.skycast.edge.source.report;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * A column or field and the unit of its numbers.
 *
 * @param column its name; in JSON steps into an object by a dot
 * @param total whether it counts up and is now and then set back, as rain since midnight does
 */
public record Column(
        @JsonPropertyDescription("The name of the column or field; in JSON a dot steps into an object.")
        String column,

        @JsonPropertyDescription("The unit of its numbers.") String units,

        @JsonPropertyDescription("Whether it counts up and is now and then set back, as rain since midnight does.")
        Boolean total) {

    /** One that does not count up. */
    public Column(String column, String units) {
        this(column, units, false);
    }

    @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
    public Column {
        column = column == null ? null : column.strip();
        total = total != null && total;
    }
}
