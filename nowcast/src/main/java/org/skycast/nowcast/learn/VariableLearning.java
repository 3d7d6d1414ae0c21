package org.skycast.nowcast.learn;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.observe.Slot;

/** What a station has taught of one variable. */
final class VariableLearning {

    private final DayShape shape;
    private final Resolution resolution;
    private final List<LeadLearning> leads;
    private int newest;

    private VariableLearning(DayShape shape, Resolution resolution, List<LeadLearning> leads) {
        this.shape = shape;
        this.resolution = resolution;
        this.leads = leads;
    }

    /**
     * Nothing yet.
     *
     * @param distrust by lead, how much of the weight rests on persistence
     */
    static VariableLearning none(Feature feature, Levels levels, Anchors anchors, ToDoubleFunction<Duration> distrust) {
        List<LeadLearning> leads = anchors.leads().stream()
                .map(lead -> LeadLearning.none(levels, Beforehand.of(feature).at(lead, distrust.applyAsDouble(lead))))
                .toList();
        return new VariableLearning(new DayShape(), new Resolution(), leads);
    }

    static int bytes(Levels levels, Anchors anchors) {
        return Integer.BYTES + DayShape.bytes() + Resolution.bytes() + anchors.count() * LeadLearning.bytes(levels);
    }

    /** What was written, of a variable of which the same held beforehand. */
    static VariableLearning read(
            Feature feature, Levels levels, Anchors anchors, ToDoubleFunction<Duration> distrust, ByteBuffer from) {
        int newest = from.getInt();
        var shape = DayShape.read(from);
        var resolution = Resolution.read(from);
        List<LeadLearning> leads = new ArrayList<>();
        for (Duration lead : anchors.leads()) {
            LeadLearning.Prior prior = Beforehand.of(feature).at(lead, distrust.applyAsDouble(lead));
            leads.add(LeadLearning.read(levels, prior, from));
        }
        var learning = new VariableLearning(shape, resolution, leads);
        learning.newest = newest;
        return learning;
    }

    void write(ByteBuffer to) {
        to.putInt(newest);
        shape.write(to);
        resolution.write(to);
        leads.forEach(lead -> lead.write(to));
    }

    /** Takes a value that a slot had when it was first published. */
    void see(Slot slot, double value) {
        int minutes = Slots.minutes(slot.end());
        double weight = newest == 0 ? 1 : Slots.between(newest, minutes);
        shape.add(Slots.middle(slot.end(), slot), value, weight);
        resolution.add(value);
        newest = Math.max(newest, minutes);
    }

    DayShape shape() {
        return shape;
    }

    Resolution resolution() {
        return resolution;
    }

    /** At an anchor. */
    LeadLearning lead(int anchor) {
        return leads.get(anchor);
    }
}
