package org.skycast.inference.sky;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skycast.inference.sky.EncoderSpec.Channels;

class PixelScalerTest {

    private static FloatBuffer scale(Pixels picture, int size, String channels) {
        var spec = new EncoderSpec(
                "i", "o", 1, size, Channels.valueOf(channels), List.of(1f, 2f, 3f), List.of(1f, 1f, 2f));
        FloatBuffer out = FloatBuffer.allocate(3 * size * size);
        new PixelScaler(spec).prepare(picture, out);
        return out;
    }

    @Test
    void largerPictureIsAveragedOverAreas() {
        byte[] rgb = new byte[4 * 4 * 3];
        for (int i = 0; i < 16; i++) {
            rgb[3 * i] = (byte) (10 * i);
        }
        // Rows 0, 10, 20, 30 / 40, 50, 60, 70 / ...: the first quarter's mean is 25.
        assertThat(scale(new Pixels(4, 4, rgb), 2, "RGB").get(0)).isEqualTo(25f - 1f);
    }

    @Test
    void centreSquareIsTaken() {
        byte[] rgb = new byte[6 * 2 * 3];
        rgb[3 * 2] = 100;
        assertThat(scale(new Pixels(6, 2, rgb), 2, "RGB").get(0)).isEqualTo(99f);
    }

    @Test
    void channelsAreOrderedBeforeTheyAreNormalised() {
        Pixels one = new Pixels(1, 1, new byte[] {(byte) 200, 100, 50});
        assertThat(scale(one, 1, "BGR").array()).containsExactly(49f, 98f, (200f - 3f) / 2f);
        assertThat(scale(one, 1, "RGB").array()).containsExactly(199f, 98f, (50f - 3f) / 2f);
    }

    @Test
    void smallerPictureIsInterpolated() {
        byte[] rgb = new byte[2 * 2 * 3];
        for (int i = 0; i < 4; i++) {
            rgb[3 * i] = (byte) (i % 2 == 0 ? 0 : 100);
        }
        float[] red = new float[4];
        scale(new Pixels(2, 2, rgb), 4, "RGB").get(0, red);
        assertThat(red).containsExactly(0f - 1, 25f - 1, 75f - 1, 100f - 1);
    }
}
