package org.skycast.streams.observe;

import org.skycast.identity.StationIdentity;
import org.skycast.nowcast.observe.PackedState;
import org.skycast.nowcast.observe.PackedTally;
import org.skycast.nowcast.observe.SlotTally;
import org.skycast.nowcast.observe.StationState;
import org.skycast.nowcast.station.Station;
import org.skycast.streams.topology.StoreSpec;

/** The observe stage's state stores. */
final class ObserveStores {

    /** By station id. */
    static final StoreSpec<Station> STATIONS = new StoreSpec<>("stations", Station.class);

    /** By station id; there where stations must sign. */
    static final StoreSpec<StationIdentity> IDENTITIES = new StoreSpec<>("station-identities", StationIdentity.class);

    /** By station id. */
    static final StoreSpec<StationState> STATES =
            new StoreSpec<>("station-states", StationState.class, PackedState::of, PackedState::read);

    /** By station id and slot. */
    static final StoreSpec<SlotTally> TALLIES =
            new StoreSpec<>("slot-tallies", SlotTally.class, PackedTally::of, PackedTally::read);

    private ObserveStores() {}
}
