package org.skycast.streams.alert;

import org.skycast.avro.AlertRule;
import org.skycast.avro.Forecast;
import org.skycast.avro.Tick;
import org.skycast.streams.topology.Envelope;

/** What the alert step reads: one node, fed by three topics, so that they are merged in the order of the log. */
sealed interface AlertInput {

    /** The record as it came. */
    Envelope<?> envelope();

    /** What the champion foretold. */
    record Foretold(Envelope<Forecast> envelope) implements AlertInput {}

    /** What is asked for. */
    record Ruled(Envelope<AlertRule> envelope) implements AlertInput {}

    /** The log's time has passed. */
    record Ticked(Envelope<Tick> envelope) implements AlertInput {}
}
