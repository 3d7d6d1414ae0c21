package org.skycast.nowcast.observe;

/** What the station observer remembers of one station between events. */
public interface JoinStore {

    /** The station's state. */
    StationState state();

    /** The slots that may still change. */
    SlotTallies tallies();

    /** Keeps what a transition changed and forgets what it no longer needs. */
    void keep(Transition transition);
}
