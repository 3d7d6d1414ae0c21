package org.skycast.nowcast.learn;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * The cases whose truth has not come: what was known when forecasts were made, in the order in which they were made. In
 * single precision, and packed as they are kept: of hundreds that wait, a slot's truth concerns a few.
 */
final class Cases {

    /** Minutes, which of the variables or events, anchor. */
    private static final int HEAD = Integer.BYTES + 2;

    private final Levels levels;
    private ByteBuffer packed;

    private Cases(Levels levels, ByteBuffer packed) {
        this.levels = levels;
        this.packed = packed;
    }

    /** What a truth will be held against. */
    sealed interface Case {
        /** When the slot ends, in minutes since 1970. */
        int minutes();
    }

    /** Of a variable, by its place among the targets, at an anchor. */
    record OfVariable(int minutes, int target, int anchor, Outlook outlook) implements Case {}

    /** Of an event, by its place among the events, at an anchor. */
    record OfEvent(int minutes, int event, int anchor, float probability) implements Case {}

    static Cases read(Levels levels, byte[] packed) {
        ByteBuffer own = ByteBuffer.allocate(packed.length + 2 * 1024);
        return new Cases(levels, own.put(packed));
    }

    byte[] pack() {
        return Arrays.copyOf(packed.array(), packed.position());
    }

    void add(Case one) {
        int size = size(one instanceof OfEvent);
        if (packed.remaining() < size) {
            packed = ByteBuffer.allocate(2 * packed.capacity() + size).put(packed.flip());
        }
        packed.putInt(one.minutes());
        if (one instanceof OfEvent of) {
            packed.put((byte) (-of.event() - 1)).put((byte) of.anchor()).putFloat(of.probability());
        } else {
            write((OfVariable) one);
        }
    }

    private void write(OfVariable of) {
        Outlook outlook = of.outlook();
        packed.put((byte) of.target()).put((byte) of.anchor()).put((byte) outlook.part());
        packed.putFloat((float) outlook.newest()).putFloat((float) outlook.dayStep());
        packed.putFloat((float) outlook.departure()).putFloat((float) outlook.lastHour());
        for (double quantile : outlook.model()) {
            packed.putFloat((float) quantile);
        }
    }

    private int size(boolean isOfEvent) {
        return HEAD + (isOfEvent ? Float.BYTES : 1 + Float.BYTES * (4 + levels.count()));
    }

    /**
     * Gives what awaits the slot that ends then to whoever takes it; what is taken is awaited no more. What awaits slots that
     * ended before another time is given up; the others keep their order, and each is moved once, toward the front.
     */
    void settle(int minutes, Predicate<Case> taker, int givenUpBefore) {
        byte[] all = packed.array();
        int end = packed.position();
        int to = 0;
        for (int at = 0; at < end; ) {
            int size = size(packed.get(at + Integer.BYTES) < 0);
            int due = packed.getInt(at);
            boolean isTaken = due == minutes && taker.test(read(at));
            if (!isTaken && due >= givenUpBefore) {
                if (to < at) {
                    System.arraycopy(all, at, all, to, size);
                }
                to += size;
            }
            at += size;
        }
        packed.position(to);
    }

    private Case read(int at) {
        ByteBuffer from = packed.duplicate().position(at);
        int minutes = from.getInt();
        int which = from.get();
        int anchor = from.get();
        return which < 0
                ? new OfEvent(minutes, -which - 1, anchor, from.getFloat())
                : new OfVariable(minutes, which, anchor, outlook(from));
    }

    private Outlook outlook(ByteBuffer from) {
        int part = from.get();
        double newest = from.getFloat();
        double dayStep = from.getFloat();
        double departure = from.getFloat();
        double lastHour = from.getFloat();
        double[] model = new double[levels.count()];
        for (int i = 0; i < model.length; i++) {
            model[i] = from.getFloat();
        }
        return new Outlook(newest, dayStep, departure, lastHour, model, part);
    }
}
