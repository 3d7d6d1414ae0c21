package org.skycast.streams.observe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.skycast.nowcast.observe.SlotTallies;
import org.skycast.nowcast.observe.SlotTally;
import org.skycast.nowcast.observe.StationState;
import org.skycast.nowcast.observe.Transition;
import org.skycast.nowcast.station.Station;

/** The observe stage's stores, as the station observer wants them. */
final class StationStores {

    /** Added to a slot's seconds so that slots before 1970 sort before those after. */
    private static final long EARLIEST = 1_000_000_000_000L;

    private final KeyValueStore<String, Station> stations;
    private final KeyValueStore<String, StationState> states;
    private final KeyValueStore<String, SlotTally> tallies;

    StationStores(ProcessorContext<?, ?> context) {
        this.stations = context.getStateStore(ObserveStores.STATIONS);
        this.states = context.getStateStore(ObserveStores.STATES);
        this.tallies = context.getStateStore(ObserveStores.TALLIES);
    }

    Optional<Station> station(String id) {
        return Optional.ofNullable(stations.get(id));
    }

    void forEachStation(Consumer<Station> action) {
        List<Station> all = new ArrayList<>();
        try (KeyValueIterator<String, Station> entries = stations.all()) {
            entries.forEachRemaining(entry -> all.add(entry.value));
        }
        all.forEach(action);
    }

    StationState state(String id) {
        StationState state = states.get(id);
        return state == null ? StationState.EMPTY : state;
    }

    SlotTallies tallies(String id) {
        return start -> Optional.ofNullable(tallies.get(key(id, start)));
    }

    /** Keeps what a transition changed and forgets what it no longer needs. */
    void keep(String id, Transition transition) {
        states.put(id, transition.state());
        transition.changed().forEach(tally -> tallies.put(key(id, tally.start()), tally));
        transition.forgetBefore().ifPresent(before -> forget(id, before));
    }

    private void forget(String id, Instant before) {
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, SlotTally> entries =
                tallies.range(key(id, Instant.ofEpochSecond(-EARLIEST)), key(id, before.minusSeconds(1)))) {
            entries.forEachRemaining(entry -> old.add(entry.key));
        }
        old.forEach(tallies::delete);
    }

    private static String key(String id, Instant start) {
        // A station id holds no '|', so no station's slots are among another's.
        return "%s|%013d".formatted(id, start.getEpochSecond() + EARLIEST);
    }
}
