package org.skycast.streams.observe;

import org.skycast.avro.Observation;
import org.skycast.avro.Rejected;
import org.skycast.avro.Tick;
import org.skycast.streams.topology.Outgoing;

/** The children of the observe stage's processors. */
final class ObserveNodes {

    /** The sink of observations. */
    static final Outgoing<Observation> OBSERVATIONS = new Outgoing<>("observations-out");

    /** The sink of what was not used. */
    static final Outgoing<Rejected> REJECTED = new Outgoing<>("rejected-out");

    /** The sink of ticks. */
    static final Outgoing<Tick> TICKS = new Outgoing<>("ticks-out");

    /** Where frames are embedded: {@link FrameEmbedder}. */
    static final Outgoing<AdmittedFrame> EMBED = new Outgoing<>("embed-frames");

    /** Where skies are joined with readings: {@link SlotJoiner}. */
    static final Outgoing<JoinableSky> JOIN = new Outgoing<>("join-skies");

    private ObserveNodes() {}
}
