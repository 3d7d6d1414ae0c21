package org.skycast.trials;

/** Who says something of a slot. */
public enum Voice {
    /** The bundle as it is. */
    BUNDLE("bundle"),
    /** The bundle as the station has corrected it, before it is weighed against anything else. */
    ADAPTED("adapted"),
    /** What goes out: the two, weighed against persistence and the days before. */
    ISSUED("issued");

    private final String word;

    Voice(String word) {
        this.word = word;
    }

    /** As reports call it. */
    public String word() {
        return word;
    }
}
