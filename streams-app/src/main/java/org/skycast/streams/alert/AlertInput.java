package org.skycast.streams.alert;

import org.skycast.avro.AlertRule;
import org.skycast.avro.Forecast;
import org.skycast.avro.Tick;

/** What the alert step reads: one node, fed by three topics, so that they are merged in the order of the log. */
sealed interface AlertInput {

    /** What the champion foretold. */
    record Foretold(Forecast forecast) implements AlertInput {}

    /** What is asked for. */
    record Ruled(AlertRule rule) implements AlertInput {}

    /** The log's time has passed. */
    record Ticked(Tick tick) implements AlertInput {}
}
