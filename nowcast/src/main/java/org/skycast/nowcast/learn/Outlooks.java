package org.skycast.nowcast.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.forecast.StationForecaster.Draft;
import org.skycast.nowcast.observe.Slot;

/** What is known of one variable when a draft is made. */
final class Outlooks {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Draft draft;
    private final int target;
    private final DayShape shape;
    private final Slot slot;
    private final Newest newest;
    private final double lastHour;
    private final Instant reference;
    private final Instant now;
    private final double usual;
    private final boolean tells;

    private Outlooks(Draft draft, int target, DayShape shape, Newest newest, double lastHour) {
        this.draft = draft;
        this.target = target;
        this.shape = shape;
        this.slot = draft.newest().observation().slot();
        this.newest = newest;
        this.lastHour = lastHour;
        this.reference = draft.reference();
        this.now = Slots.middle(newest.slotEnd(), slot);
        this.usual = shape.at(now);
        this.tells = shape.tells(now);
    }

    /** The newest value and the end of its slot. */
    record Newest(double value, Instant slotEnd) {}

    /**
     * Of a target of the model, if the station has measured it within the history. Nothing from before that is read, though
     * it may be remembered for another model's sake: a replay would not have it.
     *
     * @param span how far back that reaches
     */
    static Optional<Outlooks> of(Draft draft, int target, Feature feature, DayShape shape, Duration span) {
        Duration length = draft.newest().observation().slot().length();
        List<PastSlot> slots = draft.history().slots();
        Instant oldest = draft.reference().minus(span);
        for (int i = slots.size() - 1; i >= 0 && !slots.get(i).start().isBefore(oldest); i--) {
            Double value = slots.get(i).values().get(feature);
            if (value != null) {
                var newest = new Newest(value, slots.get(i).start().plus(length));
                Instant hourBefore = slots.get(i).start().minus(HOUR);
                double then = hourBefore.isBefore(oldest)
                        ? value
                        : value(slots, i, hourBefore, feature).orElse(value);
                return Optional.of(new Outlooks(draft, target, shape, newest, value - then));
            }
        }
        return Optional.empty();
    }

    private static Optional<Double> value(List<PastSlot> slots, int before, Instant start, Feature feature) {
        for (int i = before; i >= 0 && !slots.get(i).start().isBefore(start); i--) {
            if (slots.get(i).start().equals(start)) {
                return Optional.ofNullable(slots.get(i).values().get(feature));
            }
        }
        return Optional.empty();
    }

    Newest newest() {
        return newest;
    }

    /** How old the newest value is. */
    Duration age() {
        return Duration.between(newest.slotEnd(), draft.reference());
    }

    /** At a lead, by its place among the model's; empty where the model says nothing. */
    Optional<Outlook> at(int index, Duration lead) {
        float[] said = draft.said().quantiles()[target][index];
        double[] model = new double[said.length];
        for (int i = 0; i < model.length; i++) {
            if (!Float.isFinite(said[i])) {
                return Optional.empty();
            }
            model[i] = said[i];
        }
        Instant end = reference.plus(lead);
        Instant then = Slots.middle(end, slot);
        double trust = tells && shape.tells(then) ? shape.trust(now, then) : 0;
        return Optional.of(new Outlook(
                newest.value(),
                trust * (shape.at(then) - usual),
                trust * (newest.value() - usual),
                lastHour,
                model,
                Slots.part(end)));
    }
}
