package org.skycast.nowcast.learn;

import java.util.Optional;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.forecast.LearningSnapshot;
import org.skycast.nowcast.observe.LoggedObservation;

/** Whether a station teaches the model that forecasts it, and from where that is known. */
public sealed interface Learning {

    /** It teaches nothing: forecasts go out as the model has them. */
    record Off(LearningStore store) implements Learning {}

    /** It teaches the model here. */
    record Own(LearningStore store) implements Learning {}

    /** It has taught the model elsewhere, and what was in force is known. */
    record Recorded(RecordedLearning log) implements Learning {}

    /** Nothing is taught and nothing remembered. */
    static Learning none() {
        return new Recorded((model, observation) -> Optional.empty());
    }

    /** What was in force when a forecast was made. */
    @FunctionalInterface
    interface RecordedLearning {
        /** The snapshot with which the forecast of an observation was made; empty where it went out as the model had it. */
        Optional<LearningSnapshot> inForce(Model model, LoggedObservation observation);
    }
}
