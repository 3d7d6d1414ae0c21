package org.skycast.inference.sky;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
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

    /** By what it says of itself, a pixel at a time, in the same order of sums. */
    private static float[] oneByOne(Pixels picture, int size) {
        int side = Math.min(picture.width(), picture.height());
        int left = (picture.width() - side) / 2;
        int top = (picture.height() - side) / 2;
        Taps taps = Taps.between(side, size);
        float[] expected = new float[3 * size * size];
        for (int i = 0; i < expected.length; i++) {
            int channel = i / (size * size);
            int y = i / size % size;
            int x = i % size;
            float level = 0;
            for (int down = taps.first()[y]; down < taps.first()[y + 1]; down++) {
                float row = 0;
                for (int across = taps.first()[x]; across < taps.first()[x + 1]; across++) {
                    int pixel = (top + taps.index()[down]) * picture.width() + left + taps.index()[across];
                    row += taps.weight()[across] * (picture.rgb()[3 * pixel + channel] & 0xff);
                }
                level += taps.weight()[down] * row;
            }
            expected[i] = (Math.round(level) - (channel + 1f)) / (channel == 2 ? 2f : 1f);
        }
        return expected;
    }

    @Test
    void everySizeIsWhatEachPixelComesToByItself() {
        var random = new Random(1);
        for (int i = 0; i < 60; i++) {
            int width = 1 + random.nextInt(90);
            int height = 1 + random.nextInt(90);
            byte[] rgb = new byte[3 * width * height];
            random.nextBytes(rgb);
            var picture = new Pixels(width, height, rgb);
            int size = 1 + random.nextInt(50);
            assertThat(scale(picture, size, "RGB").array()).containsExactly(oneByOne(picture, size));
        }
    }
}
