package org.skycast.inference.sky;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A picture to an encoder's input, as the training prepares it: the centre square, averaged over areas where it is
 * larger than the encoder's and bilinear where it is smaller; planes in the encoder's order, less the mean, over the std.
 */
final class PixelScaler {

    private static final int LEVELS = 256;

    private final int size;
    private final int[] plane;

    /** What a level is to the encoder: by its plane, then 0 to 255. */
    private final float[][] normalised;

    PixelScaler(EncoderSpec spec) {
        this.size = spec.side();
        this.plane = IntStream.range(0, 3).map(spec.channels()::plane).toArray();
        this.normalised = new float[3][LEVELS];
        for (int c = 0; c < 3; c++) {
            for (int level = 0; level < LEVELS; level++) {
                normalised[c][level] = (level - spec.mean().get(c)) / spec.std().get(c);
            }
        }
    }

    /** Writes [3, size, size] into {@code to}. */
    void prepare(Pixels picture, FloatBuffer to) {
        int side = Math.min(picture.width(), picture.height());
        Taps taps = Taps.between(side, size);
        var narrowed = new NarrowedRows(picture, side, taps);
        float[] row = new float[3 * size];
        float[] line = new float[size];
        for (int y = 0; y < size; y++) {
            Arrays.fill(row, 0);
            for (int tap = taps.first()[y]; tap < taps.first()[y + 1]; tap++) {
                add(narrowed.at(taps.index()[tap]), taps.weight()[tap], row);
            }
            for (int c = 0; c < 3; c++) {
                int from = plane[c] * size;
                for (int x = 0; x < size; x++) {
                    // Rounded to whole levels as an image library does, so that training and running see the same.
                    line[x] = normalised[c][(int) (row[from + x] + 0.5)];
                }
                to.put((c * size + y) * size, line);
            }
        }
    }

    private static void add(float[] row, float weight, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * row[i];
        }
    }

    /**
     * A picture's centre square, a row at a time, as wide as the encoder's input. The two newest are held: a row of the
     * encoder's has no more of them in common with the next.
     */
    private final class NarrowedRows {

        private final byte[] rgb;
        private final int width;
        private final int first;
        private final Taps taps;
        private final float[][] rows = new float[2][3 * size];
        private final int[] held = {-1, -1};

        NarrowedRows(Pixels picture, int side, Taps taps) {
            this.rgb = picture.rgb();
            this.width = picture.width();
            this.first = (picture.height() - side) / 2 * width + (width - side) / 2;
            this.taps = taps;
        }

        /** A row of the square: its red, its green, its blue. */
        float[] at(int index) {
            int place = index % 2;
            if (held[place] != index) {
                narrow(3 * (first + index * width), rows[place]);
                held[place] = index;
            }
            return rows[place];
        }

        private void narrow(int start, float[] to) {
            int[] index = taps.index();
            float[] weight = taps.weight();
            int tap = 0;
            for (int x = 0; x < size; x++) {
                float red = 0;
                float green = 0;
                float blue = 0;
                for (int end = taps.first()[x + 1]; tap < end; tap++) {
                    int at = start + 3 * index[tap];
                    red += weight[tap] * (rgb[at] & 0xff);
                    green += weight[tap] * (rgb[at + 1] & 0xff);
                    blue += weight[tap] * (rgb[at + 2] & 0xff);
                }
                to[x] = red;
                to[size + x] = green;
                to[2 * size + x] = blue;
            }
        }
    }
}
