package org.skycast.nowcast.feature;

import java.util.List;

/**
 * One of a forecaster's inputs.
 *
 * @param name in snake_case, as the network names it
 * @param shape without the batch; its values stand row-major
 * @param madeOf what its values come from
 */
public record FeatureTensor(String name, List<Integer> shape, MadeOf madeOf) {

    public FeatureTensor {
        shape = List.copyOf(shape);
    }

    /** What a tensor's values come from. */
    public enum MadeOf {
        /** What was measured in the slots. */
        READINGS,
        /** What an encoder made of the slots' frames. */
        FRAMES,
        /** Place and time alone. */
        TIME
    }

    /** How many values it has. */
    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }
}
