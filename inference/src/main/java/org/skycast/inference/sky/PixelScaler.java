package org.skycast.inference.sky;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A picture to an encoder's input, as the training prepares it: the centre square, averaged over areas where it is
 * larger than the encoder's and bilinear where it is smaller; planes in the encoder's order, less the mean, over the std.
 */
final class PixelScaler {

    private final int size;
    private final int[] plane;
    private final float[] mean;
    private final float[] std;

    PixelScaler(EncoderSpec spec) {
        this.size = spec.side();
        this.plane = IntStream.range(0, 3).map(spec.channels()::plane).toArray();
        this.mean = floats(spec.mean());
        this.std = floats(spec.std());
    }

    private static float[] floats(List<Float> list) {
        float[] array = new float[list.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = list.get(i);
        }
        return array;
    }

    /** Writes [3, size, size] into {@code to}. */
    void prepare(Pixels picture, FloatBuffer to) {
        int side = Math.min(picture.width(), picture.height());
        int left = (picture.width() - side) / 2;
        int top = (picture.height() - side) / 2;
        Taps taps = Taps.between(side, size);
        float[] rows = new float[3 * size];
        float[] scaled = new float[3];
        for (int y = 0; y < size; y++) {
            Arrays.fill(rows, 0);
            for (int ty = taps.first()[y]; ty < taps.first()[y + 1]; ty++) {
                addRow(picture, top + taps.index()[ty], left, taps.weight()[ty], taps, rows);
            }
            for (int x = 0; x < size; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    // Rounded to whole levels as an image library does, so that training and running see the same.
                    scaled[channel] = Math.round(rows[3 * x + channel]);
                }
                for (int c = 0; c < 3; c++) {
                    to.put((c * size + y) * size + x, (scaled[plane[c]] - mean[c]) / std[c]);
                }
            }
        }
    }

    private void addRow(Pixels picture, int row, int left, float weight, Taps taps, float[] sums) {
        byte[] rgb = picture.rgb();
        int start = 3 * (row * picture.width() + left);
        for (int x = 0; x < size; x++) {
            float red = 0;
            float green = 0;
            float blue = 0;
            for (int t = taps.first()[x]; t < taps.first()[x + 1]; t++) {
                int at = start + 3 * taps.index()[t];
                red += taps.weight()[t] * (rgb[at] & 0xff);
                green += taps.weight()[t] * (rgb[at + 1] & 0xff);
                blue += taps.weight()[t] * (rgb[at + 2] & 0xff);
            }
            sums[3 * x] += weight * red;
            sums[3 * x + 1] += weight * green;
            sums[3 * x + 2] += weight * blue;
        }
    }
}
