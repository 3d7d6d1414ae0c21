package org.skycast.inference.sky;

import java.util.List;
import java.util.Map;

/**
 * How an encoder wants a picture, and what it makes of it: one square, in planes, each value less the plane's mean and over
 * its std.
 *
 * @param input the name of its input
 * @param output the name of its output
 * @param embeddingSize how many values an embedding has
 * @param side of the square, in pixels
 * @param channels the order of the planes
 * @param mean by plane, in that order
 * @param std likewise
 */
public record EncoderSpec(
        String input,
        String output,
        int embeddingSize,
        int side,
        Channels channels,
        List<Float> mean,
        List<Float> std) {

    public EncoderSpec {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    /** Which colour each plane has. */
    public enum Channels {
        RGB(0, 1, 2),
        BGR(2, 1, 0);

        private final List<Integer> planes;

        Channels(Integer... planes) {
            this.planes = List.of(planes);
        }

        /** By plane: 0 red, 1 green, 2 blue. */
        int plane(int index) {
            return planes.get(index);
        }
    }

    Map<String, List<Long>> inputs() {
        return Map.of(input, List.of(1L, 3L, (long) side, (long) side));
    }

    Map<String, List<Long>> outputs() {
        return Map.of(output, List.of(1L, (long) embeddingSize));
    }
}
