package org.skycast.nowcast.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skycast.nowcast.forecast.Forecaster.Model;

/**
 * How far one station has taught the models that forecast it last: the one that does, and the one before it, so that a
 * rollback finds what its model had been taught. Of models before those nothing is kept.
 */
public record LearningStates(List<LearningState> newestFirst) {

    /** Nothing was taught. */
    public static final LearningStates NONE = new LearningStates(List.of());

    private static final int KEPT = 2;

    public LearningStates {
        newestFirst = List.copyOf(newestFirst);
    }

    /** How far it has taught a model; empty before the first forecast, or after too many other models. */
    public Optional<LearningState> of(Model model) {
        return newestFirst.stream().filter(state -> state.model().equals(model)).findFirst();
    }

    /** With a state in the place of the one before. */
    public LearningStates with(LearningState state) {
        List<LearningState> next = new ArrayList<>(List.of(state));
        newestFirst.stream()
                .filter(other -> !other.model().equals(state.model()))
                .limit(KEPT - 1)
                .forEach(next::add);
        return new LearningStates(next);
    }
}
