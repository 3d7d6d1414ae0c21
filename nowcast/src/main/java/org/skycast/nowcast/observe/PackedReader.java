package org.skycast.nowcast.observe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads what a {@link PackedWriter} wrote, in the same order; each method throws {@link
 * java.nio.BufferUnderflowException} where the bytes end before. For one thread.
 */
public final class PackedReader {

    private final ByteBuffer from;

    public PackedReader(byte[] packed) {
        this.from = ByteBuffer.wrap(packed);
    }

    /**
     * Reads the first byte, which says which form the others have.
     *
     * @param what is packed, for people
     * @throws IllegalArgumentException if it is another form, which a later version packed
     */
    public PackedReader ofForm(int form, String what) {
        int packed = octet();
        if (packed != form) {
            throw new IllegalArgumentException(
                    "A %s was packed in form %d; this build reads form %d.".formatted(what, packed, form));
        }
        return this;
    }

    /**
     * Reads which of an enum's constants follow, a bit each.
     *
     * @param constants how many this build knows
     * @param packedWithThem what is packed, and what they are, for people
     * @throws IllegalArgumentException if there is another
     */
    public int mask(int constants, String packedWithThem) {
        int mask = whole();
        if (mask >>> constants != 0) {
            throw new IllegalArgumentException(packedWithThem + " that this build does not know.");
        }
        return mask;
    }

    /** The next byte, -128 to 127. */
    public int octet() {
        return from.get();
    }

    public int whole() {
        return from.getInt();
    }

    public long wholeLong() {
        return from.getLong();
    }

    public float real() {
        return from.getFloat();
    }

    public double realDouble() {
        return from.getDouble();
    }

    /** To the nanosecond. */
    public Instant time() {
        return Instant.ofEpochSecond(from.getLong(), from.getInt());
    }

    /** One that may not have been there. */
    public Optional<Instant> perhapsTime() {
        return octet() == 1 ? Optional.of(time()) : Optional.empty();
    }

    /** In UTF-8. */
    public String text() {
        byte[] bytes = new byte[from.getShort()];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** An embedded frame, whole. */
    public Sky sky() {
        Instant capturedAt = time();
        String encoder = text();
        Optional<String> frame = Optional.of(text()).filter(digest -> !digest.isEmpty());
        var origin = new Origin(text(), whole(), wholeLong());
        byte[] halves = new byte[whole()];
        from.get(halves);
        return new Sky(capturedAt, encoder, Embedding.ofHalves(halves), frame, origin);
    }
}
