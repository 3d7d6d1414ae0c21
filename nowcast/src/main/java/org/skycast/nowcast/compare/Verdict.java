package org.skycast.nowcast.compare;

import java.util.List;

/**
 * Whether a candidate should take the champion's place.
 *
 * @param decision the answer
 * @param reasons why, in plain sentences, the weightiest first
 */
public record Verdict(Decision decision, List<String> reasons) {

    /**
     * A loss in one variable up to this share of the champion's score is weighed against what is won in others; a larger one
     * is not: whoever watches that variable alone would notice.
     */
    public static final double TOLERATED = 0.02;

    public Verdict {
        reasons = List.copyOf(reasons);
    }

    /** The answers. */
    public enum Decision {
        /** Better on average over all variables and leads, and no variable clearly worse. */
        BETTER("better"),
        /** Worse on average, or a variable clearly worse and nothing won on average. */
        WORSE("worse"),
        /** The cases do not tell, or the models are equal. */
        CANNOT_TELL("cannot tell");

        private final String words;

        Decision(String words) {
            this.words = words;
        }

        /** In words. */
        public String words() {
            return words;
        }
    }
}
