package org.skycast.nowcast.observe;

import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/** What the station observer remembers of one station, in memory. Not thread-safe. */
public final class MemoryJoinStore implements JoinStore {

    private final TreeMap<Instant, SlotTally> tallies = new TreeMap<>();
    private StationState state = StationState.EMPTY;

    @Override
    public StationState state() {
        return state;
    }

    @Override
    public SlotTallies tallies() {
        return start -> Optional.ofNullable(tallies.get(start));
    }

    @Override
    public void keep(Transition transition) {
        state = transition.state();
        transition.changed().forEach(tally -> tallies.put(tally.start(), tally));
        transition.forgetBefore().ifPresent(before -> tallies.headMap(before).clear());
    }
}
