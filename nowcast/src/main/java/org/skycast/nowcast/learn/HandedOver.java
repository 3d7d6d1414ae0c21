package org.skycast.nowcast.learn;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.forecast.LearningSnapshot;

/** What one station has taught models elsewhere, as the log tells it: of each the newest snapshot. */
public record HandedOver(List<LearningSnapshot> newestFirst) {

    /** Nothing was told. */
    public static final HandedOver NONE = new HandedOver(List.of());

    private static final int KEPT = 4;

    public HandedOver {
        newestFirst = List.copyOf(newestFirst);
    }

    /**
     * What it had taught a model by a slot.
     *
     * @param slotStart no snapshot from after this is given
     */
    public Optional<LearningSnapshot> of(Model model, Instant slotStart) {
        return newestFirst.stream()
                .filter(snapshot -> isOf(model, snapshot))
                .filter(snapshot -> !snapshot.from().isAfter(slotStart))
                .filter(snapshot -> snapshot.learnt().isPresent())
                .findFirst();
    }

    /** With the next snapshot in the place of that model's before; the model told of longest ago is forgotten. */
    public HandedOver with(LearningSnapshot snapshot) {
        List<LearningSnapshot> next = new ArrayList<>(List.of(snapshot));
        newestFirst.stream()
                .filter(other -> !isOf(snapshot.model(), other))
                .limit(KEPT - 1)
                .forEach(next::add);
        return new HandedOver(next);
    }

    private static boolean isOf(Model model, LearningSnapshot snapshot) {
        return snapshot.model().sha256().equals(model.sha256());
    }
}
