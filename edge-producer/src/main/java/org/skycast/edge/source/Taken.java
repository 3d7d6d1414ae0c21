package org.skycast.edge.source;

import java.time.Instant;
import java.util.Map;
import org.skycast.nowcast.observe.Variable;

/** One thing that a source gave: a frame or a reading, not yet numbered. */
public sealed interface Taken {

    /** The station. */
    String stationId();

    /** When it was captured or observed. */
    Instant at();

    /** What the source calls it, so that it is not taken again; unique in the source. */
    String item();

    /**
     * A frame.
     *
     * @param image a JPEG or PNG file
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record Frame(String stationId, Instant at, String item, byte[] image) implements Taken {}

    /**
     * A reading.
     *
     * @param values in the variables' units; what was not measured is absent
     */
    record Values(String stationId, Instant at, String item, Map<Variable, Double> values) implements Taken {}
}
