package org.skycast.edge.spool;

import org.skycast.edge.source.Taken;

/** What a record is worth when not all can be kept: what stands first goes first. */
public enum Worth {
    /** What the edge says of itself; it can say it again. */
    report,
    /** A frame: large, and its readings are worth more. */
    frame,
    /** A sky embedded here. */
    embedding,
    /** A reading. */
    reading;

    static Worth of(Taken taken) {
        if (taken instanceof Taken.Frame) {
            return frame;
        } else if (taken instanceof Taken.Sky) {
            return embedding;
        }
        return taken instanceof Taken.Values ? reading : report;
    }
}
