package org.skycast.edge.source.csv;

import java.time.Instant;

/** What a row says of its time. */
sealed interface RowTime {

    /** It is of {@code at}. */
    record At(Instant at) implements RowTime {}

    /** None that can be read; {@code why} is the end of a sentence. */
    record Unreadable(String why) implements RowTime {}

    /** One that is not yet; {@code why} is the end of a sentence. */
    record Ahead(String why) implements RowTime {}
}
