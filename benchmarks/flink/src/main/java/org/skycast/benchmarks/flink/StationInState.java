package org.skycast.benchmarks.flink;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.learn.LearningState;
import org.skycast.nowcast.learn.LearningStates;
import org.skycast.nowcast.learn.LearningStore;
import org.skycast.nowcast.observe.JoinStore;
import org.skycast.nowcast.observe.SlotTallies;
import org.skycast.nowcast.observe.SlotTally;
import org.skycast.nowcast.observe.StationState;
import org.skycast.nowcast.observe.Transition;
import org.skycast.nowcast.session.HistoryStore;
import org.skycast.nowcast.station.Station;

/** The station whose record Flink is having processed, as its keyed state has it. */
final class StationInState implements StationMemory {

    private final ValueState<Station> stations;
    private final ValueState<StationState> states;
    private final MapState<Long, SlotTally> tallies;
    private final ValueState<History> histories;
    private final ValueState<LearningStates> learnings;

    StationInState(RuntimeContext context) {
        this.stations = context.getState(value("stations", Station.class));
        this.states = context.getState(value("station-states", StationState.class));
        this.tallies = context.getMapState(new MapStateDescriptor<>(
                "slot-tallies", LongSerializer.INSTANCE, new StoredSerializer<>(SlotTally.class)));
        this.histories = context.getState(value("histories", History.class));
        this.learnings = context.getState(value("learnings", LearningStates.class));
    }

    private static <T> ValueStateDescriptor<T> value(String name, Class<T> type) {
        return new ValueStateDescriptor<>(name, new StoredSerializer<>(type));
    }

    @Override
    public Optional<Station> station() {
        return Kept.read(stations::value);
    }

    @Override
    public void register(Station station) {
        Kept.write(() -> stations.update(station));
    }

    @Override
    public JoinStore join() {
        return new InState();
    }

    @Override
    public HistoryStore history() {
        return new HistoryStore() {
            @Override
            public History history() {
                return Kept.read(histories::value).orElse(History.EMPTY);
            }

            @Override
            public void keep(History history) {
                Kept.write(() -> histories.update(history));
            }
        };
    }

    /** Read once a record, as the topology does: it is some twenty kilobytes. */
    @Override
    public LearningStore learning() {
        return new LearningStore() {
            private Optional<LearningStates> read = Optional.empty();

            @Override
            public Optional<LearningState> state(Model model) {
                return states().of(model);
            }

            @Override
            public void keep(LearningState state) {
                LearningStates next = states().with(state);
                read = Optional.of(next);
                Kept.write(() -> learnings.update(next));
            }

            private LearningStates states() {
                LearningStates known =
                        read.or(() -> Kept.read(learnings::value)).orElse(LearningStates.NONE);
                read = Optional.of(known);
                return known;
            }
        };
    }

    private final class InState implements JoinStore {

        @Override
        public StationState state() {
            return Kept.read(states::value).orElse(StationState.EMPTY);
        }

        @Override
        public SlotTallies tallies() {
            return start -> Kept.read(() -> tallies.get(start.getEpochSecond()));
        }

        @Override
        public void keep(Transition transition) {
            Kept.write(() -> {
                states.update(transition.state());
                for (SlotTally tally : transition.changed()) {
                    tallies.put(tally.start().getEpochSecond(), tally);
                }
                if (transition.forgetBefore().isPresent()) {
                    forget(transition.forgetBefore().get());
                }
            });
        }

        private void forget(Instant before) throws Exception {
            List<Long> old = new ArrayList<>();
            for (Long start : tallies.keys()) {
                if (start < before.getEpochSecond()) {
                    old.add(start);
                }
            }
            for (Long start : old) {
                tallies.remove(start);
            }
        }
    }
}
