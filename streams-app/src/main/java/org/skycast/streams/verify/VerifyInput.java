package org.skycast.streams.verify;

import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.avro.Tick;
import org.skycast.streams.topology.Envelope;

/** What the verifying step reads: one node, fed by four topics, so that they are merged in the order of the log. */
sealed interface VerifyInput {

    /** The record as it came. */
    Envelope<?> envelope();

    /** What was observed. */
    record Observed(Envelope<Observation> envelope) implements VerifyInput {}

    /** What was foretold, by the champion or the shadow. */
    record Foretold(Envelope<Forecast> envelope) implements VerifyInput {}

    /** The log's time has passed. */
    record Ticked(Envelope<Tick> envelope) implements VerifyInput {}
}
