package org.skycast.nowcast.learn;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The cases whose truth has not come: what was known when forecasts were made, in the order in which they were made. In
 * single precision.
 */
final class Cases {

    private final List<Case> awaited;

    private Cases(List<Case> awaited) {
        this.awaited = awaited;
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
        ByteBuffer from = ByteBuffer.wrap(packed);
        List<Case> cases = new ArrayList<>();
        while (from.hasRemaining()) {
            int minutes = from.getInt();
            int which = from.get();
            int anchor = from.get();
            cases.add(
                    which < 0
                            ? new OfEvent(minutes, -which - 1, anchor, from.getFloat())
                            : new OfVariable(minutes, which, anchor, outlook(levels, from)));
        }
        return new Cases(cases);
    }

    private static Outlook outlook(Levels levels, ByteBuffer from) {
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

    byte[] pack(Levels levels) {
        int head = Integer.BYTES + 2;
        int size = awaited.stream()
                .mapToInt(one -> head + (one instanceof OfEvent ? Float.BYTES : 1 + Float.BYTES * (4 + levels.count())))
                .sum();
        ByteBuffer to = ByteBuffer.allocate(size);
        for (Case one : awaited) {
            to.putInt(one.minutes());
            if (one instanceof OfEvent of) {
                to.put((byte) (-of.event() - 1)).put((byte) of.anchor()).putFloat(of.probability());
            } else {
                write((OfVariable) one, to);
            }
        }
        return to.array();
    }

    private static void write(OfVariable of, ByteBuffer to) {
        Outlook outlook = of.outlook();
        to.put((byte) of.target()).put((byte) of.anchor()).put((byte) outlook.part());
        to.putFloat((float) outlook.newest()).putFloat((float) outlook.dayStep());
        to.putFloat((float) outlook.departure()).putFloat((float) outlook.lastHour());
        for (double quantile : outlook.model()) {
            to.putFloat((float) quantile);
        }
    }

    void add(Case one) {
        awaited.add(one);
    }

    /** Gives what awaits the slot that ends then to whoever takes it; what is taken is awaited no more. */
    void settle(int minutes, Predicate<Case> taker) {
        awaited.removeIf(one -> one.minutes() == minutes && taker.test(one));
    }

    /** Gives up what awaits slots that ended before. */
    void giveUpBefore(int minutes) {
        awaited.removeIf(one -> one.minutes() < minutes);
    }
}
