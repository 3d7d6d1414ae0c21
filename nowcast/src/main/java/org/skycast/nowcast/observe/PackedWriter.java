package org.skycast.nowcast.observe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Writes what is kept in a packed form, big-endian, one thing behind the other. For one thread. */
public final class PackedWriter {

    private ByteBuffer to = ByteBuffer.allocate(512);

    /** All that was written. */
    public byte[] bytes() {
        return Arrays.copyOf(to.array(), to.position());
    }

    /** One byte: the low eight bits. */
    public PackedWriter octet(int value) {
        room(Byte.BYTES).put((byte) value);
        return this;
    }

    public PackedWriter whole(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    public PackedWriter whole(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    public PackedWriter real(float value) {
        room(Float.BYTES).putFloat(value);
        return this;
    }

    public PackedWriter real(double value) {
        room(Double.BYTES).putDouble(value);
        return this;
    }

    /** Seconds since 1970 and nanoseconds. */
    public PackedWriter time(Instant time) {
        room(Long.BYTES + Integer.BYTES).putLong(time.getEpochSecond()).putInt(time.getNano());
        return this;
    }

    /** Whether there is one, and which. */
    public PackedWriter time(Optional<Instant> time) {
        octet(time.isPresent() ? 1 : 0);
        time.ifPresent(this::time);
        return this;
    }

    /** Seconds and nanoseconds. */
    public PackedWriter span(Duration span) {
        room(Long.BYTES + Integer.BYTES).putLong(span.getSeconds()).putInt(span.getNano());
        return this;
    }

    /** Whether there is one, and which. */
    public PackedWriter real(OptionalDouble value) {
        octet(value.isPresent() ? 1 : 0);
        value.ifPresent(this::real);
        return this;
    }

    /** Whether there is one, and which. */
    public <T> PackedWriter perhaps(Optional<T> value, Consumer<T> write) {
        octet(value.isPresent() ? 1 : 0);
        value.ifPresent(write);
        return this;
    }

    /** How many of something: one byte up to 127, and nine beyond. */
    public PackedWriter count(long count) {
        return count < 0 || count > Byte.MAX_VALUE ? octet(PackedReader.LONG).whole(count) : octet((int) count);
    }

    /** How many, and each. */
    public <T> PackedWriter list(List<T> list, Consumer<T> write) {
        count(list.size());
        list.forEach(write);
        return this;
    }

    /** One that is in one byte where it is equal to the one before it. */
    public <T> PackedWriter after(T before, T value, Consumer<T> write) {
        return perhaps(Optional.of(value).filter(one -> !one.equals(before)), write);
    }

    /** How many, and each in single precision. */
    public PackedWriter reals(List<Float> values) {
        count(values.size());
        values.forEach(room(values.size() * Float.BYTES)::putFloat);
        return this;
    }

    /** In UTF-8: its length in two bytes, or six of more than 32,767. */
    public PackedWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Short.MAX_VALUE) {
            room(Short.BYTES).putShort(PackedReader.LONG);
            whole(bytes.length);
        } else {
            room(Short.BYTES).putShort((short) bytes.length);
        }
        room(bytes.length).put(bytes);
        return this;
    }

    /** Where a record stands in the log. */
    public PackedWriter origin(Origin origin) {
        return text(origin.topic()).whole(origin.partition()).whole(origin.offset());
    }

    /** An embedded frame, whole. */
    public PackedWriter sky(Sky sky) {
        time(sky.capturedAt());
        text(sky.encoderSha256()).text(sky.frameSha256().orElse(""));
        origin(sky.origin());
        byte[] halves = sky.embedding().halves();
        whole(halves.length);
        room(halves.length).put(halves);
        return this;
    }

    private ByteBuffer room(int bytes) {
        if (to.remaining() < bytes) {
            to = ByteBuffer.allocate(2 * to.capacity() + bytes).put(to.flip());
        }
        return to;
    }
}
