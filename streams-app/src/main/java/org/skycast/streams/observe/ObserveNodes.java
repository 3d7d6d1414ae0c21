package org.skycast.streams.observe;

/** The names of the topology's nodes to which the observe stage forwards by name. */
public final class ObserveNodes {

    /** The sink of observations. */
    public static final String OBSERVATIONS = "observations-out";

    /** The sink of what was not used. */
    public static final String REJECTED = "rejected-out";

    /** The sink of ticks. */
    public static final String TICKS_OUT = "ticks-out";

    /** Where frames are embedded. */
    public static final String EMBED = "embed-frames";

    /** Where skies are joined with readings. */
    public static final String JOIN = "join-skies";

    private ObserveNodes() {}
}
