package org.skycast.nowcast.observe;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Reads what a {@link PackedWriter} wrote, in the same order; each method throws {@link
 * BufferUnderflowException} where the bytes end before. For one thread.
 */
public final class PackedReader {

    /** In the place of a length that is longer than its place. */
    static final byte LONG = -1;

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

    public Duration span() {
        return Duration.ofSeconds(from.getLong(), from.getInt());
    }

    /** One that may not have been there. */
    public OptionalDouble perhapsReal() {
        return octet() == 1 ? OptionalDouble.of(realDouble()) : OptionalDouble.empty();
    }

    /** One that may not have been there. */
    public <T> Optional<T> perhaps(Supplier<T> read) {
        return octet() == 1 ? Optional.of(read.get()) : Optional.empty();
    }

    /** How many of something. */
    public long count() {
        int count = octet();
        return count == LONG ? wholeLong() : count;
    }

    /** As many as there were. */
    public <T> List<T> list(Supplier<T> read) {
        List<T> list = new ArrayList<>();
        for (long left = count(); left > 0; left--) {
            list.add(read.get());
        }
        return List.copyOf(list);
    }

    /** The one before it, where it was equal to that. */
    public <T> T after(T before, Supplier<T> read) {
        return perhaps(read).orElse(before);
    }

    /** Numbers in single precision, which are read when they are asked for. */
    public List<Float> reals() {
        long count = count();
        require(count, Float.BYTES);
        var reals = new PackedReals(from, from.position(), (int) count);
        from.position(from.position() + reals.size() * Float.BYTES);
        return reals;
    }

    /**
     * One of an enum's constants, by its place.
     *
     * @param packedWithIt what is packed, and what it is, for people
     * @throws IllegalArgumentException if there is none at this place
     */
    public <E extends Enum<E>> E one(E[] constants, String packedWithIt) {
        int place = octet();
        if (place < 0 || place >= constants.length) {
            throw new IllegalArgumentException(packedWithIt + " that this build does not know.");
        }
        return constants[place];
    }

    /** In UTF-8. */
    public String text() {
        int length = from.getShort();
        return new String(bytes(length == LONG ? whole() : length), StandardCharsets.UTF_8);
    }

    /** Where a record stands in the log. */
    public Origin origin() {
        return new Origin(text(), whole(), wholeLong());
    }

    /** An embedded frame, whole. */
    public Sky sky() {
        Instant capturedAt = time();
        String encoder = text();
        Optional<String> frame = Optional.of(text()).filter(digest -> !digest.isEmpty());
        Origin origin = origin();
        return new Sky(capturedAt, encoder, Embedding.ofHalves(bytes(whole())), frame, origin);
    }

    private byte[] bytes(int count) {
        require(count, 1);
        byte[] bytes = new byte[count];
        from.get(bytes);
        return bytes;
    }

    /** Before room is made for as many, which might be any number where the bytes are not what was packed. */
    private void require(long count, int bytesEach) {
        if (count < 0 || count > from.remaining() / bytesEach) {
            throw new BufferUnderflowException();
        }
    }
}
