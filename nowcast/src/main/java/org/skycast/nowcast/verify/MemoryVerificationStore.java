package org.skycast.nowcast.verify;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.skycast.nowcast.observe.Origin;

/** Forecasts and truths in memory, for runs over recordings and replays. Not thread-safe. */
public final class MemoryVerificationStore implements VerificationStore {

    private final TreeMap<Instant, Truth> truths = new TreeMap<>();
    private final TreeMap<Instant, Map<Origin, Awaited>> awaited = new TreeMap<>();
    private VerifyState state = VerifyState.EMPTY;

    @Override
    public VerifyState state() {
        return state;
    }

    @Override
    public void keep(VerifyState newState) {
        state = newState;
    }

    @Override
    public Optional<Truth> truth(Instant start) {
        return Optional.ofNullable(truths.get(start));
    }

    @Override
    public void keep(Truth truth) {
        truths.put(truth.start(), truth);
    }

    @Override
    public void forgetTruthsBefore(Instant start) {
        truths.headMap(start).clear();
    }

    @Override
    public List<Awaited> awaited(Instant from, Instant to) {
        return awaited.subMap(from, to).values().stream()
                .flatMap(forecasts -> forecasts.values().stream())
                .toList();
    }

    @Override
    public void keep(Awaited forecast) {
        awaited.computeIfAbsent(forecast.forecast().referenceTime(), reference -> new TreeMap<>())
                .put(forecast.origin(), forecast);
    }

    @Override
    public void forget(Awaited forecast) {
        awaited.computeIfPresent(forecast.forecast().referenceTime(), (reference, forecasts) -> {
            forecasts.remove(forecast.origin());
            return forecasts.isEmpty() ? null : forecasts;
        });
    }
}
