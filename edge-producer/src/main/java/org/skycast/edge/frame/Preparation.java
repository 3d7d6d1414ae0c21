package org.skycast.edge.frame;

import org.skycast.edge.source.Taken;
import org.skycast.nowcast.observe.Rejection;

/** What became of a frame between its camera and the spool. */
public sealed interface Preparation {

    /** It may be kept and sent. */
    record Prepared(Taken.Frame frame) implements Preparation {}

    /** It was taken in the dark, and is not wanted. */
    record Dark(double sunElevation) implements Preparation {}

    /** It is damaged, too large or no picture. Nothing of it may be sent: what should be painted out might be in it. */
    record Refused(Rejection rejection) implements Preparation {}
}
