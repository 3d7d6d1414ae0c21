package org.skycast.nowcast.forecast;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a station had taught a model by a time: the forecasts of slots that start from then on are made with it, until the
 * next.
 *
 * @param stationId the station
 * @param model the model
 * @param from the start of the first slot for which it holds
 * @param days on how many days it rests
 * @param cases on how many cases: forecasts of one variable at one lead whose truth came
 * @param learnt in packed form, at most 8 KB; empty: from then on the model's forecasts go out as they are
 */
@SuppressWarnings("ArrayRecordComponent") // equal by content, below
public record LearningSnapshot(
        String stationId, Forecaster.Model model, Instant from, int days, long cases, Optional<byte[]> learnt) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LearningSnapshot that
                && stationId.equals(that.stationId)
                && model.equals(that.model)
                && from.equals(that.from)
                && days == that.days
                && cases == that.cases
                && Arrays.equals(learnt.orElse(null), that.learnt.orElse(null));
    }

    @Override
    public int hashCode() {
        return Objects.hash(stationId, model, from, days, cases, Arrays.hashCode(learnt.orElse(null)));
    }
}
