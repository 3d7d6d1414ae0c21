package org.skycast.edge.spool;

import java.util.List;
import org.skycast.edge.process.Processed;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.SourceBatch;

/**
 * What one source gave, and what was made of it.
 *
 * @param given is remembered as taken
 * @param made is to be sent, and what it changes in the model's journal
 */
public record SpoolBatch(SourceBatch given, Processed made) {

    /** What no source gave. */
    public static SpoolBatch unasked(Processed made) {
        return new SpoolBatch(new SourceBatch("", Memory.LAST, List.of()), made);
    }
}
