package org.skycast.edge.process.frame;

import org.skycast.edge.source.Sample;
import org.skycast.nowcast.observe.Rejection;

/** What became of a frame between its camera and the spool. */
public sealed interface FrameResult {

    /** It may be kept and sent. */
    record Prepared(Sample.Frame frame) implements FrameResult {}

    /** It was taken in the dark, and is not wanted. */
    record Dark(double sunElevation) implements FrameResult {}

    /** It is damaged, too large or no picture. Nothing of it may be sent: what should be painted out might be in it. */
    record Refused(Rejection rejection) implements FrameResult {}
}
