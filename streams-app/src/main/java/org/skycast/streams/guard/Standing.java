package org.skycast.streams.guard;

import java.util.List;

/**
 * Whether a stage gets on.
 *
 * @param sentences what keeps it from that; none if it gets on
 * @param partitions how many stand still though records wait in them
 */
public record Standing(List<String> sentences, int partitions) {

    public Standing {
        sentences = List.copyOf(sentences);
    }

    /** One that stands for a reason that no partition tells. */
    public static Standing because(String sentence) {
        return new Standing(List.of(sentence), 0);
    }

    /** Whether nothing keeps it from getting on. */
    public boolean isWell() {
        return sentences.isEmpty();
    }
}
