package org.skycast.nowcast.observe;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/** Numbers in single precision that stay packed, for of many that are read few are looked at. */
final class PackedReals extends AbstractList<Float> implements RandomAccess {

    private final ByteBuffer packed;
    private final int start;
    private final int size;

    /** @param start where the first stands */
    PackedReals(ByteBuffer packed, int start, int size) {
        this.packed = packed;
        this.start = start;
        this.size = size;
    }

    @Override
    public Float get(int index) {
        return packed.getFloat(start + Objects.checkIndex(index, size) * Float.BYTES);
    }

    @Override
    public int size() {
        return size;
    }
}
