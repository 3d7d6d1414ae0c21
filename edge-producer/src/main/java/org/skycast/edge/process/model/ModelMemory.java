package org.skycast.edge.process.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.learn.LearningState;
import org.skycast.nowcast.learn.LearningStore;
import org.skycast.nowcast.observe.JoinStore;
import org.skycast.nowcast.observe.SlotTallies;
import org.skycast.nowcast.observe.SlotTally;
import org.skycast.nowcast.observe.StationState;
import org.skycast.nowcast.observe.Transition;
import org.skycast.nowcast.session.HistoryStore;

/** What the model remembers of one station, and what it remembered when that was last on disk. Not thread-safe. */
final class ModelMemory implements JoinStore, HistoryStore, LearningStore {

    /** All of it, at one time. The slots that may still change are few, so they are copied with each change. */
    private record Remembered(
            StationState state,
            Map<Instant, SlotTally> tallies,
            History history,
            Optional<LearningState> taught,
            JournalReach reach) {

        Remembered after(Transition transition) {
            var changed = new TreeMap<>(tallies);
            transition.changed().forEach(tally -> changed.put(tally.start(), tally));
            transition
                    .forgetBefore()
                    .ifPresent(before -> changed.headMap(before).clear());
            return new Remembered(transition.state(), changed, history, taught, reach);
        }
    }

    private Remembered now;
    private Remembered committed;

    /** @param written what the station had taught when that was last written down */
    ModelMemory(Optional<ModelJournal.Taught> written) {
        now = new Remembered(
                StationState.EMPTY,
                Map.of(),
                History.EMPTY,
                written.map(ModelJournal.Taught::state),
                written.map(JournalReach::of).orElse(JournalReach.UNKNOWN));
        committed = now;
    }

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
        now = new Remembered(now.state(), now.tallies(), history, now.taught(), now.reach());
    }

    /** What the station has taught, if it has. */
    Optional<LearningState> taught() {
        return now.taught();
    }

    @Override
    public Optional<LearningState> state(Model model) {
        return now.taught().filter(taught -> taught.model().equals(model));
    }

    @Override
    public void keep(LearningState taught) {
        now = new Remembered(now.state(), now.tallies(), now.history(), Optional.of(taught), now.reach());
    }

    /** How far back the journal reaches. */
    JournalReach reach() {
        return now.reach();
    }

    /** The journal will reach so far back. */
    void keep(JournalReach reach) {
        now = new Remembered(now.state(), now.tallies(), now.history(), now.taught(), reach);
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
