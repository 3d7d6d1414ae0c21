package org.skycast.trials.replay;

import java.time.Instant;

/**
 * How the bundles that a replay runs come to what stations have taught them.
 *
 * @param candidate the candidate
 * @param champion the bundle it is held against; says nothing where it is held against the forecasts that went out
 * @param from from which reference time on forecasts are made to learn from; those before the range are not written
 */
public record ReplayLearning(Side candidate, Side champion, Instant from) {

    /** How one of them does. */
    public enum Side {
        /** It learns in the replay. */
        OWN("corrected by what stations teach it in this replay"),
        /** What was in force live is taken from the log. */
        RECORDED("corrected by what stations had taught it live, as recorded"),
        /** It is taught nothing. */
        OFF("the bundle's own; stations teach it nothing");

        private final String words;

        Side(String words) {
            this.words = words;
        }

        /** What its forecasts are, in words. */
        String words() {
            return words;
        }
    }

    /** The bundles alone. */
    static ReplayLearning off(Instant from) {
        return new ReplayLearning(Side.OFF, Side.OFF, from);
    }

    /** Whether one of them learns here. */
    boolean isOwn() {
        return candidate == Side.OWN || champion == Side.OWN;
    }

    /** The same, learning from another time on. */
    ReplayLearning from(Instant begin) {
        return new ReplayLearning(candidate, champion, begin);
    }
}
