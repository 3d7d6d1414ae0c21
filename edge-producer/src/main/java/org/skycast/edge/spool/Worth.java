package org.skycast.edge.spool;

import org.skycast.edge.source.Taken;

/**
 * What a record is worth when not all can be kept: what stands first goes first. A spool outlives the program that wrote
 * it, so its numbers and names are said here by themselves: another one would start a stream's numbers anew.
 */
public enum Worth {
    /** What the edge says of itself; it can say it again. It has no number. */
    report(0, "report", "reports"),
    /** A frame: large, and its readings are worth more. */
    frame(1, "frame", "frames"),
    /** A sky embedded here. */
    embedding(2, "embedding", "embeddings"),
    /** A reading. */
    reading(3, "reading", "readings");

    private final int rank;
    private final String label;
    private final String stream;

    Worth(int rank, String label, String stream) {
        this.rank = rank;
        this.label = label;
        this.stream = stream;
    }

    /** Its place, as spools have it. */
    int rank() {
        return rank;
    }

    /** Its name, as spools, heartbeats and meters have it. */
    public String label() {
        return label;
    }

    /** The stream whose numbers its records have, as spools name it. */
    String stream() {
        return stream;
    }

    /** @throws IllegalArgumentException if no kind has this place */
    static Worth ofRank(int rank) {
        for (Worth worth : values()) {
            if (worth.rank == rank) {
                return worth;
            }
        }
        throw new IllegalArgumentException("No kind of record has the rank %d.".formatted(rank));
    }

    /** @throws IllegalArgumentException if no kind has this name */
    public static Worth labelled(String label) {
        for (Worth worth : values()) {
            if (worth.label.equals(label)) {
                return worth;
            }
        }
        throw new IllegalArgumentException("No kind of record is called '%s'.".formatted(label));
    }

    static Worth of(Taken taken) {
        if (taken instanceof Taken.Frame) {
            return frame;
        } else if (taken instanceof Taken.Sky) {
            return embedding;
        }
        return taken instanceof Taken.Values ? reading : report;
    }

    @Override
    public String toString() {
        return label;
    }
}
