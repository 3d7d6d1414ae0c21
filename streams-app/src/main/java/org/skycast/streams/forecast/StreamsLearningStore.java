package org.skycast.streams.forecast;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.forecast.LearningSnapshot;
import org.skycast.nowcast.learn.HandedOver;
import org.skycast.nowcast.learn.LearningState;
import org.skycast.nowcast.learn.LearningStates;
import org.skycast.nowcast.learn.LearningStore;

/** A forecast step's stores of what stations have taught, as one station's learning wants them, for one observation. */
final class StreamsLearningStore implements LearningStore {

    private final Stores stores;
    private final String station;
    private Optional<LearningStates> read = Optional.empty();

    private StreamsLearningStore(Stores stores, String station) {
        this.stores = stores;
        this.station = station;
    }

    /**
     * All stations' stores.
     *
     * @param learnings by station id
     * @param handedOver by station id; absent where no model is taken over from elsewhere
     */
    record Stores(
            KeyValueStore<String, LearningStates> learnings, Optional<KeyValueStore<String, HandedOver>> handedOver) {

        /** One station's. */
        LearningStore of(String station) {
            return new StreamsLearningStore(this, station);
        }
    }

    @Override
    public Optional<LearningState> state(Model model) {
        return states().of(model);
    }

    @Override
    public void keep(LearningState state) {
        LearningStates next = states().with(state);
        read = Optional.of(next);
        stores.learnings.put(station, next);
    }

    @Override
    public Optional<LearningSnapshot> handedOver(Model model, Instant slotStart) {
        return stores.handedOver
                .flatMap(store -> Optional.ofNullable(store.get(station)))
                .flatMap(told -> told.of(model, slotStart));
    }

    /** Read once: it is some twenty kilobytes, and nobody else writes them meanwhile. */
    private LearningStates states() {
        LearningStates states = read.or(() -> Optional.ofNullable(stores.learnings.get(station)))
                .orElse(LearningStates.NONE);
        read = Optional.of(states);
        return states;
    }
}
