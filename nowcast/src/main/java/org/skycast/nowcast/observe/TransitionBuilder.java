package org.skycast.nowcast.observe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.skycast.nowcast.station.Station;

/** Collects what one event changes for its station, until the {@link Transition} is built. */
final class TransitionBuilder {

    private final ObservePolicy policy;
    private final Station station;
    private final StationState before;
    private final SlotTallies stored;
    private final Map<Instant, SlotTally> changed = new TreeMap<>();
    private final List<Observation> observations = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private StationState state;
    private long missing;

    TransitionBuilder(ObservePolicy policy, Station station, StationState before, SlotTallies stored) {
        this.policy = policy;
        this.station = station;
        this.before = before;
        this.stored = stored;
        this.state = before;
    }

    StationState state() {
        return state;
    }

    void state(StationState next) {
        state = next;
    }

    void missing(long numbers) {
        missing += numbers;
    }

    void reject(List<Rejection> more) {
        rejections.addAll(more);
    }

    Optional<SlotTally> find(Slot slot) {
        SlotTally fresh = changed.get(slot.start());
        return fresh != null ? Optional.of(fresh) : stored.startingAt(slot.start());
    }

    SlotTally tally(Slot slot) {
        return find(slot).orElseGet(() -> SlotTally.empty(slot.start()));
    }

    void keep(SlotTally tally) {
        changed.put(tally.start(), tally);
    }

    /** Something came in {@code slot}: an open slot waits to be closed, a closed one is amended now. */
    void touch(Slot slot) {
        boolean closed =
                state.closedThrough().filter(end -> slot.start().isBefore(end)).isPresent();
        if (closed) {
            publish(slot);
        } else {
            state = state.withOpen(slot.start());
        }
    }

    /** Closes slots in order for as long as they are ripe. */
    void close(Predicate<Slot> ripe) {
        if (state.closedThrough().isEmpty()) {
            return;
        }
        Slot slot = new Slot(state.closedThrough().get(), policy.slotLength());
        while (ripe.test(slot)) {
            boolean empty = !state.open().contains(slot.start());
            if (empty && state.emptyRun() >= policy.emptySlots()) {
                // Silent for a whole history: nothing more to say until something comes again.
                if (state.open().isEmpty()) {
                    return;
                }
                slot = new Slot(state.open().get(0), policy.slotLength());
                continue;
            }
            publish(slot);
            state = state.withClosed(slot, empty);
            slot = slot.next();
        }
    }

    private void publish(Slot slot) {
        SlotTally tally = tally(slot);
        observations.add(tally.observation(station, slot));
        keep(tally.publishedOnceMore());
    }

    Transition build() {
        Optional<Instant> forget =
                oldestAmendable(state).filter(now -> !Optional.of(now).equals(oldestAmendable(before)));
        return new Transition(state, new ArrayList<>(changed.values()), observations, rejections, missing, forget);
    }

    private Optional<Instant> oldestAmendable(StationState of) {
        return of.watermark()
                .map(time -> Slot.holding(time.minus(policy.amendment()), policy.slotLength())
                        .start());
    }
}
