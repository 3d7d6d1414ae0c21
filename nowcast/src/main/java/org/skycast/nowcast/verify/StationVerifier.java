package org.skycast.nowcast.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Slot;

/**
 * Scores one station's forecasts as their truths arrive, whichever of forecast and truth comes first.
 *
 * <p>A slot's values as first published are its truth and score at once. A value that the slot lacked then may come by
 * amendment, reading by reading; it scores once the time for that is over, as the newest revision has it. What has not
 * come by then is reported missing. Irradiance is scored by day: by night it says nothing of skill.
 */
public final class StationVerifier {

    /** How long a truth may come late: the time in which a slot may be amended. */
    public static final Duration LATE = Duration.ofHours(24);

    /** How long truths are kept for forecasts that come late themselves, from a stage that was down; later, they miss. */
    private static final Duration KEPT = Duration.ofHours(72);

    /** Takes an observation: scores every forecast that it is the truth of, and settles what has waited long enough. */
    public List<Scored> observe(VerificationStore ledger, Observation observation, Instant appendedAt) {
        ledger.keep(ledger.state().with(observation, appendedAt));
        Optional<Truth> known = ledger.truth(observation.slot().start());
        Truth truth = known.map(k -> k.with(observation)).orElseGet(() -> Truth.of(observation));
        ledger.keep(truth);
        List<Scored> scored = new ArrayList<>();
        if (known.isEmpty() && !truth.first().isEmpty()) {
            Slot slot = observation.slot();
            Instant oldest = slot.end().minus(ledger.state().longestLead());
            for (Awaited forecast : ledger.awaited(oldest, slot.end())) {
                scored.addAll(new SlotScorer(forecast, slot, observation.site()).first(truth));
            }
        }
        scored.addAll(pass(ledger, appendedAt));
        return scored;
    }

    /** Takes a forecast: scores it by the truths that are there already. */
    public List<Scored> foretell(VerificationStore ledger, Awaited forecast) {
        ledger.keep(ledger.state().with(forecast.forecast()));
        ledger.keep(forecast);
        List<Scored> scored = new ArrayList<>();
        ledger.state().newest().ifPresent(newest -> {
            for (Duration lead : leads(forecast)) {
                Slot slot = slot(forecast, lead, newest.slot().length());
                ledger.truth(slot.start())
                        .ifPresent(truth -> scored.addAll(new SlotScorer(forecast, slot, newest.site()).first(truth)));
            }
            scored.addAll(settle(
                    ledger,
                    forecast,
                    newest,
                    VerifyState.EARLIEST,
                    ledger.state().settledTo()));
        });
        return scored;
    }

    /** Time has passed: settles the truths that have waited long enough by the station's own time. */
    public List<Scored> pass(VerificationStore ledger, Instant logTime) {
        VerifyState state = ledger.state();
        // Slots end on the clock's marks; between two of them there is nothing to settle.
        Optional<Instant> cut = state.newest()
                .flatMap(newest -> state.time(logTime)
                        .map(time -> Slot.holding(
                                        time.minus(LATE), newest.slot().length())
                                .start()));
        if (cut.isEmpty() || state.newest().isEmpty() || !cut.get().isAfter(state.settledTo())) {
            return List.of();
        }
        List<Scored> scored = new ArrayList<>();
        for (Awaited forecast : ledger.awaited(VerifyState.EARLIEST, cut.get())) {
            scored.addAll(settle(ledger, forecast, state.newest().get(), state.settledTo(), cut.get()));
        }
        ledger.keep(state.settled(cut.get()));
        ledger.forgetTruthsBefore(cut.get().minus(KEPT));
        return scored;
    }

    /** Settles the leads whose slots end after {@code from} and by {@code to}; forgets the forecast after its last. */
    private static List<Scored> settle(
            VerificationStore ledger, Awaited forecast, VerifyState.Newest newest, Instant from, Instant to) {
        List<Scored> scored = new ArrayList<>();
        boolean done = true;
        for (Duration lead : leads(forecast)) {
            Slot slot = slot(forecast, lead, newest.slot().length());
            done &= !slot.end().isAfter(to);
            if (slot.end().isAfter(from) && !slot.end().isAfter(to)) {
                scored.addAll(new SlotScorer(forecast, slot, newest.site()).last(ledger.truth(slot.start())));
            }
        }
        if (done) {
            ledger.forget(forecast);
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
