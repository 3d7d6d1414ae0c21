package org.skycast.nowcast.forecast;

import java.time.Duration;
import java.util.List;

/**
 * What a forecaster reads: the contract between the code that trains a model and the code that runs it.
 *
 * @param version the name of the contract, such as {@code slots-1}
 * @param slotLength how long a slot is
 * @param historySlots how many slots it looks back, the newest included
 * @param inputs the columns of the history, in order
 * @param encoderSha256 the encoder whose embeddings it reads; those of another say nothing to it
 * @param embeddingSize how many values an embedding has
 * @param skyMaxAge an embedding older than this at the reference time is not used
 */
public record FeatureSpec(
        String version,
        Duration slotLength,
        int historySlots,
        List<Feature> inputs,
        String encoderSha256,
        int embeddingSize,
        Duration skyMaxAge) {

    public FeatureSpec {
        inputs = List.copyOf(inputs);
    }

    /** The span of the history. */
    public Duration historyLength() {
        return slotLength.multipliedBy(historySlots);
    }
}
