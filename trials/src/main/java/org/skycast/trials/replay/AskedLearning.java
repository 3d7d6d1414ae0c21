package org.skycast.trials.replay;

/** How an operator wants the bundles that a replay runs to come to what stations have taught them. */
public enum AskedLearning {
    /** As it was recorded of a bundle that was live over the whole range; by itself otherwise. */
    AUTO,
    /** Each bundle learns in the replay, from some time before the range on. */
    OWN,
    /** What was in force live is taken from the log. */
    RECORDED,
    /** The bundles alone. */
    OFF
}
