package org.skycast.streams.observe;

/** The names of the observe stage's state stores. */
public final class ObserveStores {

    /** By station id: {@link org.skycast.nowcast.station.Station}. */
    public static final String STATIONS = "stations";

    /** By station id: {@link org.skycast.nowcast.observe.StationState}. */
    public static final String STATES = "station-states";

    /** By station id and slot: {@link org.skycast.nowcast.observe.SlotTally}. */
    public static final String TALLIES = "slot-tallies";

    private ObserveStores() {}
}
