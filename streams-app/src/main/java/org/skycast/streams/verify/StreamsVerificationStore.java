package org.skycast.streams.verify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.skycast.nowcast.verify.Awaited;
import org.skycast.nowcast.verify.PackedAwaited;
import org.skycast.nowcast.verify.Truth;
import org.skycast.nowcast.verify.VerificationStore;
import org.skycast.nowcast.verify.VerifyState;
import org.skycast.streams.topology.StationKeys;
import org.skycast.streams.topology.StoreSpec;

/** The verify stage's stores, as the station verifier wants them. */
final class StreamsVerificationStore implements VerificationStore {

    /** By station id. */
    static final StoreSpec<VerifyState> STATES = new StoreSpec<>("verify-states", VerifyState.class);

    /** By station id and slot. */
    static final StoreSpec<Truth> TRUTHS = new StoreSpec<>("truths", Truth.class);

    /** By station id, reference time and topic. */
    static final StoreSpec<Awaited> AWAITED =
            new StoreSpec<>("awaited", Awaited.class, PackedAwaited::of, PackedAwaited::read);

    private final Stores stores;
    private final String station;

    private StreamsVerificationStore(Stores stores, String station) {
        this.stores = stores;
        this.station = station;
    }

    /** All stations' stores. */
    static final class Stores {

        private final KeyValueStore<String, VerifyState> states;
        private final KeyValueStore<String, Truth> truths;
        private final KeyValueStore<String, Awaited> awaited;

        Stores(ProcessorContext<?, ?> context) {
            this.states = STATES.in(context);
            this.truths = TRUTHS.in(context);
            this.awaited = AWAITED.in(context);
        }

        /** One station's. */
        VerificationStore of(String station) {
            return new StreamsVerificationStore(this, station);
        }

        /** Tells the ids of all stations that anything is known of. */
        void forEachStation(Consumer<String> action) {
            StationKeys.forEachKey(states, action);
        }
    }

    @Override
    public VerifyState state() {
        return Optional.ofNullable(stores.states.get(station)).orElse(VerifyState.EMPTY);
    }

    @Override
    public void keep(VerifyState state) {
        stores.states.put(station, state);
    }

    @Override
    public Optional<Truth> truth(Instant start) {
        return Optional.ofNullable(stores.truths.get(key(start)));
    }

    @Override
    public void keep(Truth truth) {
        stores.truths.put(key(truth.start()), truth);
    }

    @Override
    public void forgetTruthsBefore(Instant start) {
        StationKeys.deleteBefore(stores.truths, station, key(start));
    }

    @Override
    public List<Awaited> awaited(Instant from, Instant to) {
        // Every topic's name sorts after its key's separator and before the next second.
        return StationKeys.values(stores.awaited, key(from), key(to));
    }

    @Override
    public void keep(Awaited forecast) {
        stores.awaited.put(key(forecast), forecast);
    }

    @Override
    public void forget(Awaited forecast) {
        stores.awaited.delete(key(forecast));
    }

    private String key(Awaited forecast) {
        return key(forecast.forecast().referenceTime()) + "|"
                + forecast.origin().topic();
    }

    private String key(Instant time) {
        return StationKeys.at(station, time);
    }
}
