package org.skycast.edge.source;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Variable;

/** One thing to be kept and sent: what a source gave, or what the edge made of it. Not numbered yet. */
public sealed interface Sample {

    /** The station. */
    String stationId();

    /** When it was captured or observed; of a report, its own time. */
    Instant at();

    /** What the source calls it, so that it is not taken again; unique in the source. */
    String item();

    /**
     * A frame.
     *
     * @param image a JPEG or PNG file
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record Frame(String stationId, Instant at, String item, byte[] image) implements Sample {}

    /**
     * A reading.
     *
     * @param values in the variables' units; what was not measured is absent
     */
    record Values(String stationId, Instant at, String item, Map<Variable, Double> values) implements Sample {}

    /**
     * A sky, embedded here in place of its frame.
     *
     * @param modelId of the bundle whose encoder made it
     * @param encoderSha256 of that encoder, in hexadecimal
     * @param embedding what the encoder said
     * @param frameSha256 of the frame's image, in hexadecimal, if the frame goes too
     */
    record Sky(
            String stationId,
            Instant at,
            String item,
            String modelId,
            String encoderSha256,
            Embedding embedding,
            Optional<String> frameSha256)
            implements Sample {}

    /**
     * What the edge itself says: a forecast that it made, or how a station is. It has no number.
     *
     * @param topic where it goes
     */
    record Report(String stationId, Instant at, String topic, SpecificRecord record) implements Sample {
        @Override
        public String item() {
            return "";
        }
    }
}
