package org.skycast.streams.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.skycast.nowcast.verify.Awaited;
import org.skycast.nowcast.verify.Truth;
import org.skycast.nowcast.verify.VerificationStore;
import org.skycast.nowcast.verify.VerifyState;

/** The verify stage's stores, as the station verifier wants them. */
final class StreamsVerificationStore implements VerificationStore {

    /** By station id: {@link VerifyState}. */
    static final String STATES = "verify-states";

    /** By station id and slot: {@link Truth}. */
    static final String TRUTHS = "truths";

    /** By station id, reference time and topic: {@link Awaited}. */
    static final String AWAITED = "awaited";

    /** Added to seconds so that times before 1970 sort before those after. */
    private static final long EARLIEST = 1_000_000_000_000L;

    private final Stores stores;
    private final String station;

    private record Stores(
            KeyValueStore<String, VerifyState> states,
            KeyValueStore<String, Truth> truths,
            KeyValueStore<String, Awaited> awaited) {}

    private StreamsVerificationStore(Stores stores, String station) {
        this.stores = stores;
        this.station = station;
    }

    static StreamsVerificationStore of(ProcessorContext<?, ?> context, String station) {
        return new StreamsVerificationStore(
                new Stores(
                        context.getStateStore(STATES), context.getStateStore(TRUTHS), context.getStateStore(AWAITED)),
                station);
    }

    /** Tells the ids of all stations that anything is known of. */
    static void forEachStation(ProcessorContext<?, ?> context, Consumer<String> action) {
        KeyValueStore<String, VerifyState> states = context.getStateStore(STATES);
        List<String> all = new ArrayList<>();
        try (KeyValueIterator<String, VerifyState> entries = states.all()) {
            entries.forEachRemaining(entry -> all.add(entry.key));
        }
        all.forEach(action);
    }

    @Override
    public VerifyState state() {
        return Optional.ofNullable(stores.states().get(station)).orElse(VerifyState.EMPTY);
    }

    @Override
    public void keep(VerifyState state) {
        stores.states().put(station, state);
    }

    @Override
    public Optional<Truth> truth(Instant start) {
        return Optional.ofNullable(stores.truths().get(key(start)));
    }

    @Override
    public void keep(Truth truth) {
        stores.truths().put(key(truth.start()), truth);
    }

    @Override
    public void forgetTruthsBefore(Instant start) {
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, Truth> entries =
                stores.truths().range(key(Instant.ofEpochSecond(-EARLIEST)), key(start.minusSeconds(1)))) {
            entries.forEachRemaining(entry -> old.add(entry.key));
        }
        old.forEach(stores.truths()::delete);
    }

    @Override
    public List<Awaited> awaited(Instant from, Instant to) {
        List<Awaited> found = new ArrayList<>();
        // Every topic's name sorts after its key's separator and before the next second.
        try (KeyValueIterator<String, Awaited> entries = stores.awaited().range(key(from), key(to))) {
            entries.forEachRemaining(entry -> found.add(entry.value));
        }
        return found;
    }

    @Override
    public void keep(Awaited forecast) {
        stores.awaited().put(key(forecast), forecast);
    }

    @Override
    public void forget(Awaited forecast) {
        stores.awaited().delete(key(forecast));
    }

    private String key(Awaited forecast) {
        return key(forecast.forecast().referenceTime()) + "|"
                + forecast.origin().topic();
    }

    private String key(Instant time) {
        // A station id holds no '|', so no station's entries are among another's.
        return "%s|%013d".formatted(station, Math.max(0, time.getEpochSecond() + EARLIEST));
    }
}
