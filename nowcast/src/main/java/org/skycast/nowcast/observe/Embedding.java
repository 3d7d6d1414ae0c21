package org.skycast.nowcast.observe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A sky as the encoder saw it: a vector of half-precision numbers (IEEE 754 binary16), which is what the log keeps, so
 * that a live forecast and a replayed one see the same values.
 */
public final class Embedding {

    private final byte[] halves;

    private Embedding(byte[] halves) {
        this.halves = halves;
    }

    /** Rounds {@code values} to half precision, to the nearest and ties to even. */
    public static Embedding of(float[] values) {
        var buffer = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            buffer.putShort(half(value));
        }
        return new Embedding(buffer.array());
    }

    /**
     * Reads half-precision numbers, little-endian.
     *
     * @throws IllegalArgumentException if the number of bytes is odd
     */
    public static Embedding ofHalves(byte[] littleEndian) {
        if (littleEndian.length % 2 != 0) {
            throw new IllegalArgumentException("An embedding of %d bytes is cut short; it needs two bytes a value."
                    .formatted(littleEndian.length));
        }
        return new Embedding(littleEndian.clone());
    }

    /** How many values it has. */
    public int size() {
        return halves.length / 2;
    }

    /** The values, in a new array of {@link #size()}. */
    public float[] values() {
        var buffer = ByteBuffer.wrap(halves).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = single(buffer.getShort(2 * i));
        }
        return values;
    }

    /** The values as half-precision numbers, little-endian, in a new array. */
    public byte[] halves() {
        return halves.clone();
    }

    /** Whether every value is a number. */
    public boolean isFinite() {
        for (float value : values()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding that && Arrays.equals(halves, that.halves);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(halves);
    }

    @Override
    public String toString() {
        return "Embedding[%d values]".formatted(size());
    }

    /** Binary32 to binary16; JDK 20 has it as Float.floatToFloat16. */
    static short half(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= 65520f) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x1p-14f) {
            return (short) (sign | (int) Math.rint(magnitude * 0x1p24f));
        }
        int exponent = Math.getExponent(magnitude);
        int mantissa = (int) Math.rint((Math.scalb(magnitude, -exponent) - 1f) * 1024f);
        return (short) (sign | (((exponent + 15) << 10) + mantissa));
    }

    /** Binary16 to binary32, exact; JDK 20 has it as Float.float16ToFloat. */
    static float single(short half) {
        int exponent = (half >>> 10) & 0x1f;
        int mantissa = half & 0x3ff;
        float magnitude;
        if (exponent == 31) {
            magnitude = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = mantissa * 0x1p-24f;
        } else {
            magnitude = Math.scalb(1f + mantissa / 1024f, exponent - 15);
        }
        return half < 0 ? -magnitude : magnitude;
    }
}
