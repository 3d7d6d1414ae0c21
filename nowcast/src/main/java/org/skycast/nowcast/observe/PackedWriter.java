package org.skycast.nowcast.observe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

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

    /** At most 32,767 bytes of UTF-8. */
    public PackedWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        room(Short.BYTES + bytes.length).putShort((short) bytes.length).put(bytes);
        return this;
    }

    /** An embedded frame, whole. */
    public PackedWriter sky(Sky sky) {
        time(sky.capturedAt());
        text(sky.encoderSha256()).text(sky.frameSha256().orElse(""));
        text(sky.origin().topic())
                .whole(sky.origin().partition())
                .whole(sky.origin().offset());
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
