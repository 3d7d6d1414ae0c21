package org.skycast.nowcast.learn;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.forecast.LearningSnapshot;

/**
 * How far one station has taught one model, between two of its observations.
 *
 * @param model the model
 * @param inForce what its forecasts are made with
 * @param learnt what it has taught since, packed; the next snapshot is of this
 * @param awaited the forecasts whose truths have not come yet, packed
 */
@SuppressWarnings("ArrayRecordComponent") // equal by content, below
public record LearningState(Model model, LearningSnapshot inForce, byte[] learnt, byte[] awaited) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LearningState that
                && model.equals(that.model)
                && inForce.equals(that.inForce)
                && Arrays.equals(learnt, that.learnt)
                && Arrays.equals(awaited, that.awaited);
    }

    @Override
    public int hashCode() {
        return Objects.hash(model, inForce, Arrays.hashCode(learnt), Arrays.hashCode(awaited));
    }
}
