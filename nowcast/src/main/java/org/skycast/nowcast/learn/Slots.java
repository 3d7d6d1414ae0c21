package org.skycast.nowcast.learn;

import java.time.Instant;
import org.skycast.nowcast.observe.Slot;

/** Time, as it is counted here: in slots of ten minutes, minutes since 1970 and parts of the day. */
final class Slots {

    /** How many a day has. */
    static final double A_DAY = 144;

    /** A truth stands for the time since the one before, but for no more than an hour: six slots. */
    private static final double MOST = 6;

    /** Parts of the day in which errors are alike: eight of three hours. */
    static final int PARTS = 8;

    private Slots() {}

    /** How many slots of ten minutes a truth stands for, the one before it being that much earlier. */
    static double between(int earlierMinutes, int minutes) {
        double slots = Math.min(MOST, (minutes - earlierMinutes) / 10.0);
        return slots > 0 ? slots : 1;
    }

    /** Minutes since 1970; of years until 6000. */
    static int minutes(Instant time) {
        return (int) Math.floorDiv(time.getEpochSecond(), 60L);
    }

    /** The middle of the slot that ends then and is as long as another. */
    static Instant middle(Instant slotEnd, Slot like) {
        return slotEnd.minusSeconds(like.length().toSeconds() / 2);
    }

    /** Which part of the day a slot ends in. */
    static int part(Instant slotEnd) {
        return (int) (Math.floorMod(slotEnd.getEpochSecond() - 1, 86_400L) / (86_400 / PARTS));
    }
}
