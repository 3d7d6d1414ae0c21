package org.skycast.nowcast.learn;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * In what steps a station tells a variable: a median between two steps is never right where truths are whole numbers, and
 * persistence often is.
 */
final class Resolution {

    private static final double MEMORY = 500;
    private static final double ENOUGH = 50;
    private static final double NEARLY_ALL = 0.97;

    private float count;
    private float whole;
    private float half;

    static int bytes() {
        return 3 * Float.BYTES;
    }

    static Resolution read(ByteBuffer from) {
        var resolution = new Resolution();
        resolution.count = from.getFloat();
        resolution.whole = from.getFloat();
        resolution.half = from.getFloat();
        return resolution;
    }

    void write(ByteBuffer to) {
        to.putFloat(count);
        to.putFloat(whole);
        to.putFloat(half);
    }

    /** Takes a value. */
    void add(double value) {
        count = (float) Math.min(MEMORY, count + 1);
        whole += ((isMultiple(value) ? 1 : 0) - whole) / count;
        half += ((isMultiple(2 * value) ? 1 : 0) - half) / count;
    }

    private static boolean isMultiple(double value) {
        return Math.abs(value - Math.rint(value)) < 0.011;
    }

    /** Moves the median to the nearest step that the station tells, and keeps the quantiles in order. */
    void settle(double[] quantiles, int median) {
        double steps = steps();
        if (steps == 0) {
            return;
        }
        quantiles[median] = Math.rint(quantiles[median] * steps) / steps;
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] =
                    i < median ? Math.min(quantiles[i], quantiles[median]) : Math.max(quantiles[i], quantiles[median]);
        }
    }

    /** How many steps a unit has; 0 where they are finer than halves, or not known. */
    private double steps() {
        if (count < ENOUGH) {
            return 0;
        }
        return whole > NEARLY_ALL ? 1 : half > NEARLY_ALL ? 2 : 0;
    }

    @Override
    public String toString() {
        return "Resolution" + Arrays.asList(count, whole, half);
    }
}
