package org.skycast.nowcast.observe;

/** Whether a frame is worth embedding. Its {@link #transition} holds whatever becomes of the frame. */
public sealed interface Admission {

    /** What the frame's coming changes, before it is embedded: its number has been seen. */
    Transition transition();

    /** It is: embed it and {@linkplain StationObserver#join join} the sky. */
    record Admitted(Transition transition) implements Admission {}

    /** It is so near in time to one that was embedded that it would say nothing new. */
    record Skipped(Transition transition) implements Admission {}

    /**
     * It is the frame of an embedding that is there already, sent to be looked at; or that embedding, come after its frame.
     */
    record Audited(Transition transition) implements Admission {}

    /** It may not be used. */
    record Refused(Transition transition, Rejection rejection) implements Admission {}
}
