package org.skycast.nowcast.compare;

import java.util.List;
import java.util.stream.Stream;

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

    /**
     * It, where the candidate's training has seen the range: what looks better may be remembered, so that it cannot be told.
     *
     * @param why a sentence
     */
    public Verdict remembered(String why) {
        return new Verdict(
                decision == Decision.BETTER ? Decision.CANNOT_TELL : decision,
                Stream.concat(Stream.of(why), reasons.stream()).toList());
    }

    /** The answers. */
    public enum Decision {
        /** Better on average over all variables and leads, and no variable clearly worse. */
        BETTER("better"),
        /** Worse on average, or a variable clearly worse and nothing won on average. */
        WORSE("worse"),
        /** The cases do not tell: the difference is smaller than chance makes it. */
        CANNOT_TELL("cannot tell"),
        /** What both said was worth the same in every case. */
        EQUAL("equal"),
        /** There are no cases, or not on enough days. */
        TOO_FEW("too few cases");

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
