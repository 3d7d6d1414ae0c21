package org.skycast.inference.sky;

import java.util.Arrays;

/** Makes pictures smaller: a pixel is the mean of the area that it covers, as the encoder's own input is scaled. */
public final class AreaAverage {

    private AreaAverage() {}

    /**
     * The picture, {@code width} by {@code height} pixels large.
     *
     * @throws IllegalArgumentException if that is larger than it is, or nothing
     */
    public static Pixels shrink(Pixels picture, int width, int height) {
        if (width < 1 || height < 1 || width > picture.width() || height > picture.height()) {
            throw new IllegalArgumentException("A picture of %d x %d pixels cannot be shrunk to %d x %d."
                    .formatted(picture.width(), picture.height(), width, height));
        }
        Taps across = Taps.between(picture.width(), width);
        Taps down = Taps.between(picture.height(), height);
        byte[] rgb = new byte[Math.multiplyExact(3 * width, height)];
        float[] column = new float[3 * picture.width()];
        for (int y = 0; y < height; y++) {
            sumRows(picture, down, y, column);
            for (int x = 0; x < width; x++) {
                put(column, across, x, rgb, 3 * (y * width + x));
            }
        }
        return new Pixels(width, height, rgb);
    }

    private static void sumRows(Pixels picture, Taps down, int y, float[] sums) {
        Arrays.fill(sums, 0);
        for (int t = down.first()[y]; t < down.first()[y + 1]; t++) {
            int start = down.index()[t] * sums.length;
            float weight = down.weight()[t];
            for (int i = 0; i < sums.length; i++) {
                sums[i] += weight * (picture.rgb()[start + i] & 0xff);
            }
        }
    }

    private static void put(float[] sums, Taps across, int x, byte[] rgb, int at) {
        float red = 0;
        float green = 0;
        float blue = 0;
        for (int t = across.first()[x]; t < across.first()[x + 1]; t++) {
            float weight = across.weight()[t];
            int from = 3 * across.index()[t];
            red += weight * sums[from];
            green += weight * sums[from + 1];
            blue += weight * sums[from + 2];
        }
        rgb[at] = (byte) Math.round(red);
        rgb[at + 1] = (byte) Math.round(green);
        rgb[at + 2] = (byte) Math.round(blue);
    }
}
