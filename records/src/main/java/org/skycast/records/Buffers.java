package org.skycast.records;

import java.nio.ByteBuffer;

/** The bytes of a record's field. */
final class Buffers {

    private Buffers() {}

    /** In a new array; the buffer stays as it is. */
    static byte[] of(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
