package org.skycast.nowcast.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Slot;

/**
 * Scores one station's forecasts as their truths arrive, whichever of forecast and truth comes first.
 *
 * <p>A slot's values as first published are its truth and score at once. A value that the slot lacked then may come by
 * amendment, reading by reading; it scores once the time for that is over, as the newest revision has it. What has not
 * come by then is reported missing. Irradiance is scored by day: by night it says nothing of skill.
 */
public final class StationVerifier {

    /** How long truths are kept for forecasts of a stage that was down and lags; of one that lags by more they miss. */
    private static final Duration KEPT = Duration.ofHours(72);

    private final Duration late;

    /**
     * A verifier of observations that came by a policy.
     *
     * @param amendment how long that policy lets a slot be amended ({@link ObservePolicy#amendment}): how long a truth
     *     may come late
     */
    public StationVerifier(Duration amendment) {
        this.late = amendment;
    }

    /** Takes an observation: scores every forecast that it is the truth of, and settles what has waited long enough. */
    public List<Scored> observe(VerificationStore store, Observation observation, Instant appendedAt) {
        store.keep(store.state().with(observation, appendedAt));
        Optional<Truth> known = store.truth(observation.slot().start());
        Truth truth = known.map(k -> k.with(observation)).orElseGet(() -> Truth.of(observation));
        store.keep(truth);
        List<Scored> scored = new ArrayList<>();
        if (known.isEmpty() && !truth.first().isEmpty()) {
            Slot slot = observation.slot();
            Instant oldest = slot.end().minus(store.state().longestLead());
            for (Awaited forecast : store.awaited(oldest, slot.end())) {
                scored.addAll(new SlotScorer(forecast, slot, observation.site()).first(truth));
            }
        }
        scored.addAll(pass(store, appendedAt));
        return scored;
    }

    /** Takes a forecast: scores it by the truths that are there already. */
    public List<Scored> foretell(VerificationStore store, Awaited forecast) {
        store.keep(store.state().with(forecast.forecast()));
        store.keep(forecast);
        List<Scored> scored = new ArrayList<>();
        store.state().newest().ifPresent(newest -> {
            for (Duration lead : leads(forecast)) {
                Slot slot = slot(forecast, lead, newest.slot().length());
                store.truth(slot.start())
                        .ifPresent(truth -> scored.addAll(new SlotScorer(forecast, slot, newest.site()).first(truth)));
            }
            scored.addAll(settle(
                    store, forecast, newest, VerifyState.EARLIEST, store.state().settledTo()));
        });
        return scored;
    }

    /** Time has passed: settles the truths that have waited long enough by the station's own time. */
    public List<Scored> pass(VerificationStore store, Instant logTime) {
        VerifyState state = store.state();
        // Slots end on the clock's marks; between two of them there is nothing to settle.
        Optional<Instant> cut = state.newest()
                .flatMap(newest -> state.time(logTime)
                        .map(time -> Slot.holding(
                                        time.minus(late), newest.slot().length())
                                .start()));
        if (cut.isEmpty() || state.newest().isEmpty() || !cut.get().isAfter(state.settledTo())) {
            return List.of();
        }
        List<Scored> scored = new ArrayList<>();
        for (Awaited forecast : store.awaited(VerifyState.EARLIEST, cut.get())) {
            scored.addAll(settle(store, forecast, state.newest().get(), state.settledTo(), cut.get()));
        }
        store.keep(state.settled(cut.get()));
        store.forgetTruthsBefore(cut.get().minus(KEPT));
        return scored;
    }

    /** Settles the leads whose slots end after {@code from} and by {@code to}; forgets the forecast after its last. */
    private static List<Scored> settle(
            VerificationStore store, Awaited forecast, VerifyState.Newest newest, Instant from, Instant to) {
        List<Scored> scored = new ArrayList<>();
        boolean done = true;
        for (Duration lead : leads(forecast)) {
            Slot slot = slot(forecast, lead, newest.slot().length());
            done &= !slot.end().isAfter(to);
            if (slot.end().isAfter(from) && !slot.end().isAfter(to)) {
                scored.addAll(new SlotScorer(forecast, slot, newest.site()).last(store.truth(slot.start())));
            }
        }
        if (done) {
            store.forget(forecast);
        }
        return scored;
    }

    private static List<Duration> leads(Awaited forecast) {
        return VerifyState.leads(forecast.forecast()).sorted().toList();
    }

    private static Slot slot(Awaited forecast, Duration lead, Duration length) {
        return new Slot(forecast.forecast().referenceTime().plus(lead).minus(length), length);
    }
}
