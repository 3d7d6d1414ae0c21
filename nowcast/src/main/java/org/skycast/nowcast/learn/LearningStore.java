package org.skycast.nowcast.learn;

import java.time.Instant;
import java.util.Optional;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.forecast.LearningSnapshot;

/** How far one station has taught each of its models. */
public interface LearningStore {

    /** How far it has taught a model; empty before the first forecast. */
    Optional<LearningState> state(Model model);

    /** Keeps it in the place of the one before. */
    void keep(LearningState state);

    /**
     * What the station had taught the model by a slot elsewhere, before it came here: as a shadow. Asked where there is no
     * state of the model.
     *
     * @param slotStart of the slot for which it is wanted
     */
    default Optional<LearningSnapshot> handedOver(Model model, Instant slotStart) {
        return Optional.empty();
    }
}
