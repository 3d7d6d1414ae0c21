package org.skycast.edge.spool;

import org.skycast.edge.source.Sample;

/** What a record is worth when not all can be kept: what stands first goes first. */
public enum Priority {
    /** What the edge says of itself; it can say it again. */
    report,
    /** A frame: large, and its readings are worth more. */
    frame,
    /** A sky embedded here. */
    embedding,
    /** A reading. */
    reading;

    static Priority of(Sample taken) {
        if (taken instanceof Sample.Frame) {
            return frame;
        } else if (taken instanceof Sample.Sky) {
            return embedding;
        }
        return taken instanceof Sample.Values ? reading : report;
    }
}
