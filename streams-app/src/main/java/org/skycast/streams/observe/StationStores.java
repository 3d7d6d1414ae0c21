package org.skycast.streams.observe;

import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.skycast.nowcast.observe.JoinStore;
import org.skycast.nowcast.observe.SlotTallies;
import org.skycast.nowcast.observe.SlotTally;
import org.skycast.nowcast.observe.StationState;
import org.skycast.nowcast.observe.Transition;
import org.skycast.nowcast.station.Station;
import org.skycast.streams.topology.StationKeys;

/** The observe stage's stores: which stations there are, and of each what the station observer remembers. */
final class StationStores {

    private final KeyValueStore<String, Station> stations;
    private final KeyValueStore<String, StationState> states;
    private final KeyValueStore<String, SlotTally> tallies;

    StationStores(ProcessorContext<?, ?> context) {
        this.stations = ObserveStores.STATIONS.in(context);
        this.states = ObserveStores.STATES.in(context);
        this.tallies = ObserveStores.TALLIES.in(context);
    }

    Optional<Station> station(String id) {
        return Optional.ofNullable(stations.get(id));
    }

    void forEachStation(Consumer<Station> action) {
        StationKeys.forEachValue(stations, action);
    }

    /** What is remembered of one station. */
    JoinStore of(String station) {
        return new StreamsJoinStore(station);
    }

    private final class StreamsJoinStore implements JoinStore {

        private final String station;

        StreamsJoinStore(String station) {
            this.station = station;
        }

        @Override
        public StationState state() {
            StationState state = states.get(station);
            return state == null ? StationState.EMPTY : state;
        }

        @Override
        public SlotTallies tallies() {
            return start -> Optional.ofNullable(tallies.get(StationKeys.at(station, start)));
        }

        @Override
        public void keep(Transition transition) {
            states.put(station, transition.state());
            transition.changed().forEach(tally -> tallies.put(StationKeys.at(station, tally.start()), tally));
            transition
                    .forgetBefore()
                    .ifPresent(before -> StationKeys.deleteBefore(tallies, station, StationKeys.at(station, before)));
        }
    }
}
