package org.skycast.nowcast.learn;

import java.nio.ByteBuffer;

/** Numbers of a packed form, a row at once. */
final class Floats {

    private Floats() {}

    static void read(ByteBuffer from, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = from.getFloat();
        }
    }

    static void write(ByteBuffer to, float[] from) {
        for (float value : from) {
            to.putFloat(value);
        }
    }
}
