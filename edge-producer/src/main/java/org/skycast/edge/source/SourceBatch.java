package org.skycast.edge.source;

import java.util.List;

/**
 * What one source gave.
 *
 * @param source its name
 * @param memory what is remembered of it, once what it gave is kept
 * @param samples in the order of taking
 */
public record SourceBatch(String source, Memory memory, List<Sample> samples) {

    public SourceBatch {
        samples = List.copyOf(samples);
    }
}
