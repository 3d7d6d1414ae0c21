package org.skycast.streams.verify;

import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.avro.Tick;

/** What the verifying step reads: one node, fed by four topics, so that they are merged in the order of the log. */
sealed interface VerifyInput {

    /** What was observed. */
    record Observed(Observation observation) implements VerifyInput {}

    /** What was foretold, by the champion or the shadow. */
    record Foretold(Forecast forecast) implements VerifyInput {}

    /** The log's time has passed. */
    record Ticked(Tick tick) implements VerifyInput {}
}
