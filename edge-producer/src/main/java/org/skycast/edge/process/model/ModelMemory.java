package org.skycast.edge.process.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.observe.JoinStore;
import org.skycast.nowcast.observe.SlotTallies;
import org.skycast.nowcast.observe.SlotTally;
import org.skycast.nowcast.observe.StationState;
import org.skycast.nowcast.observe.Transition;
import org.skycast.nowcast.session.HistoryStore;

/** What the model remembers of one station, and what it remembered when that was last on disk. Not thread-safe. */
final class ModelMemory implements JoinStore, HistoryStore {

    /** All of it, at one time. The slots that may still change are few, so they are copied with each change. */
    private record Remembered(StationState state, Map<Instant, SlotTally> tallies, History history) {

        Remembered after(Transition transition) {
            var changed = new TreeMap<>(tallies);
            transition.changed().forEach(tally -> changed.put(tally.start(), tally));
            transition
                    .forgetBefore()
                    .ifPresent(before -> changed.headMap(before).clear());
            return new Remembered(transition.state(), changed, history);
        }
    }

    private Remembered now = new Remembered(StationState.EMPTY, Map.of(), History.EMPTY);
    private Remembered committed = now;

    @Override
    public StationState state() {
        return now.state();
    }

    @Override
    public SlotTallies tallies() {
        Map<Instant, SlotTally> tallies = now.tallies();
        return start -> Optional.ofNullable(tallies.get(start));
    }

    @Override
    public void keep(Transition transition) {
        now = now.after(transition);
    }

    @Override
    public History history() {
        return now.history();
    }

    @Override
    public void keep(History history) {
        now = new Remembered(now.state(), now.tallies(), history);
    }

    /** What is remembered now is on disk. */
    void commit() {
        committed = now;
    }

    /** Goes back to what was last on disk. */
    void rollBack() {
        now = committed;
    }
}
