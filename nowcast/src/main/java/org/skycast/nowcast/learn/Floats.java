package org.skycast.nowcast.learn;

import java.nio.ByteBuffer;

/** Numbers of a packed form, many at once. */
final class Floats {

    private Floats() {}

    static void read(ByteBuffer from, float[] to) {
        from.asFloatBuffer().get(to);
        from.position(from.position() + Float.BYTES * to.length);
    }

    static void write(ByteBuffer to, float[] from) {
        to.asFloatBuffer().put(from);
        to.position(to.position() + Float.BYTES * from.length);
    }
}
