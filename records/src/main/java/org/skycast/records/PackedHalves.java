package org.skycast.records;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Half-precision numbers in fewer bytes, none of them changed; the form is in {@code SkyEmbedding.avsc}. Of what an
 * encoder says of a sky two fifths and more are zero, and exponents are much alike; the low bytes are not, and are kept
 * as they are.
 */
final class PackedHalves {

    private static final int MOST = 0xffff;

    private PackedHalves() {}

    /**
     * Packs numbers, little-endian, two bytes each.
     *
     * @throws IllegalArgumentException if they are more than 65535
     */
    static byte[] pack(byte[] halves) {
        int size = halves.length / 2;
        if (size > MOST) {
            throw new IllegalArgumentException("An embedding of %d values cannot be packed.".formatted(size));
        }
        byte[] bits = new byte[(size + 7) / 8];
        byte[] low = new byte[size];
        byte[] high = new byte[size];
        int others = 0;
        for (int i = 0; i < size; i++) {
            if (halves[2 * i] != 0 || halves[2 * i + 1] != 0) {
                bits[i / 8] |= (byte) (1 << i % 8);
                low[others] = halves[2 * i];
                high[others++] = halves[2 * i + 1];
            }
        }
        var packed = new ByteArrayOutputStream();
        packed.write(size);
        packed.write(size >> 8);
        packed.writeBytes(bits);
        packed.write(low, 0, others);
        packed.writeBytes(deflated(high, others));
        return packed.toByteArray();
    }

    /**
     * The numbers that were packed.
     *
     * @throws IllegalArgumentException if the bytes are damaged
     */
    static byte[] unpack(byte[] packed) {
        int size = packed.length < 2 ? 0 : packed[0] & 0xff | (packed[1] & 0xff) << 8;
        int bits = 2;
        int low = bits + (size + 7) / 8;
        require(low <= packed.length);
        int others = 0;
        for (int i = bits; i < low; i++) {
            others += Integer.bitCount(packed[i] & 0xff);
        }
        require(others <= size && low + others <= packed.length);
        byte[] high = inflated(packed, low + others, others);
        byte[] halves = new byte[2 * size];
        int next = 0;
        for (int i = 0; i < size; i++) {
            if ((packed[bits + i / 8] >> i % 8 & 1) != 0) {
                require(next < others);
                halves[2 * i] = packed[low + next];
                halves[2 * i + 1] = high[next++];
            }
        }
        require(next == others);
        return halves;
    }

    private static byte[] deflated(byte[] bytes, int length) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(bytes, 0, length);
            deflater.finish();
            byte[] out = new byte[length + 64];
            return Arrays.copyOf(out, deflater.deflate(out));
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflated(byte[] bytes, int from, int length) {
        var inflater = new Inflater(true);
        try {
            inflater.setInput(bytes, from, bytes.length - from);
            // One byte more than needed shows a stream that is too long.
            byte[] out = new byte[length + 1];
            int got = 0;
            for (int more = -1; more != 0 && !inflater.finished() && got < out.length; got += more) {
                more = inflater.inflate(out, got, out.length - got);
            }
            require(got == length && inflater.finished());
            return Arrays.copyOf(out, length);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("The packed embedding is damaged.", e);
        } finally {
            inflater.end();
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("The packed embedding is damaged.");
        }
    }
}
