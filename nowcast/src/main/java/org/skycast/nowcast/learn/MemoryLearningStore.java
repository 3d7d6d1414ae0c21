package org.skycast.nowcast.learn;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.forecast.Forecaster.Model;

/** What one station has taught, in memory. Not thread-safe. */
public final class MemoryLearningStore implements LearningStore {

    private final Map<Model, LearningState> states = new HashMap<>();

    @Override
    public Optional<LearningState> state(Model model) {
        return Optional.ofNullable(states.get(model));
    }

    @Override
    public void keep(LearningState state) {
        states.put(state.model(), state);
    }
}
