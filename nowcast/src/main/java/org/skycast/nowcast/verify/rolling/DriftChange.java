package org.skycast.nowcast.verify.rolling;

/**
 * What is to be told of a drift.
 *
 * @param state what has become of it
 * @param alert the drift
 */
public record DriftChange(State state, OpenDrift alert) {

    /** What has become of a drift. */
    public enum State {
        RAISED,
        UPDATED,
        CLEARED
    }
}
