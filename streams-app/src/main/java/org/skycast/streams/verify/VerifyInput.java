package org.skycast.streams.verify;

import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.avro.Tick;
import org.skycast.streams.topology.Envelope;

/** What the verifying step reads: one node, fed by four topics, so that they are merged in the order of the log. */
sealed interface VerifyInput {

    /** What was observed. */
    record Observed(Envelope<Observation> observation) implements VerifyInput {}

    /** What was foretold, by the champion or the shadow. */
    record Foretold(Envelope<Forecast> forecast) implements VerifyInput {}

    /** The log's time has passed. */
    record Ticked(Envelope<Tick> tick) implements VerifyInput {}
}
