package org.skycast.benchmarks.flink;

import java.util.Optional;
import org.skycast.nowcast.learn.LearningStore;
import org.skycast.nowcast.learn.MemoryLearningStore;
import org.skycast.nowcast.observe.JoinStore;
import org.skycast.nowcast.observe.MemoryJoinStore;
import org.skycast.nowcast.session.HistoryStore;
import org.skycast.nowcast.session.MemoryHistoryStore;
import org.skycast.nowcast.station.Station;

/** A station that is remembered for as long as the process lives. */
final class StationInMemory implements StationMemory {

    private final JoinStore join = new MemoryJoinStore();
    private final HistoryStore history = new MemoryHistoryStore();
    private final LearningStore learning = new MemoryLearningStore();
    private Optional<Station> station = Optional.empty();

    @Override
    public Optional<Station> station() {
        return station;
    }

    @Override
    public void register(Station registered) {
        station = Optional.of(registered);
    }

    @Override
    public JoinStore join() {
        return join;
    }

    @Override
    public HistoryStore history() {
        return history;
    }

    @Override
    public LearningStore learning() {
        return learning;
    }
}
