package org.skycast.nowcast.forecast;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.feature.Feature;

/**
 * What becomes of a model's prediction by what the station has taught.
 *
 * @param said in its place
 * @param bundle the model's own, where that is another
 * @param learnt what it rests on
 * @param unfamiliar what of the inputs lies outside of what the model was trained on
 * @param cut how many quantiles were beyond what is physically possible, and were cut to it, by variable
 */
public record Correction(
        Prediction said,
        Optional<Prediction> bundle,
        Optional<Learnt> learnt,
        List<String> unfamiliar,
        Map<Feature, Integer> cut) {

    public Correction {
        unfamiliar = List.copyOf(unfamiliar);
        cut = Map.copyOf(cut);
    }

    /** The prediction goes out as it is. */
    public static Correction none(Prediction said) {
        return new Correction(said, Optional.empty(), Optional.empty(), List.of(), Map.of());
    }
}
