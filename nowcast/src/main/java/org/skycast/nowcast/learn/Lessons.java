package org.skycast.nowcast.learn;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.station.Site;

/**
 * All that a station has taught a model: what is packed into a snapshot. It is read, taught and packed again with each
 * observation; whoever holds it has it alone.
 */
final class Lessons {

    /** Of the packed form. */
    private static final byte VERSION = 1;

    private final List<VariableLearning> variables;
    private final List<EventLearning> events;
    private final float[] site;
    private int day;
    private int days;
    private long cases;

    private Lessons(List<VariableLearning> variables, List<EventLearning> events, float[] site) {
        this.variables = variables;
        this.events = events;
        this.site = site;
    }

    /**
     * Of one model: what its lessons look like.
     *
     * @param places where each of its leads lies among the anchors
     */
    record Form(ForecastSpec spec, Levels levels, Anchors anchors, List<Anchors.Place> places) {

        static Form of(ForecastSpec spec) {
            Anchors anchors = Anchors.of(spec);
            return new Form(
                    spec,
                    new Levels(spec.quantileLevels()),
                    anchors,
                    spec.leads().stream().map(anchors::of).toList());
        }

        int bytes() {
            return 1
                    + 3 * Float.BYTES
                    + 2 * Integer.BYTES
                    + Long.BYTES
                    + spec.targets().size() * VariableLearning.bytes(levels, anchors)
                    + spec.events().size() * anchors.count() * EventLearning.bytes();
        }

        Feature feature(int target) {
            return spec.targets().get(target).feature();
        }
    }

    /** Nothing was taught yet. */
    static Lessons none(Form form, Site site, Distrust distrust) {
        float[] numbers = numbers(site);
        List<VariableLearning> variables = new ArrayList<>();
        for (int i = 0; i < form.spec().targets().size(); i++) {
            Feature feature = form.feature(i);
            variables.add(
                    VariableLearning.none(feature, form.levels(), form.anchors(), distrust.of(site(numbers), feature)));
        }
        List<EventLearning> events = new ArrayList<>();
        for (int i = 0; i < form.spec().events().size() * form.anchors().count(); i++) {
            events.add(new EventLearning());
        }
        return new Lessons(variables, events, numbers);
    }

    /** By lead, how much of the weight rests on persistence before a variable was learnt at a site, 0 to 1. */
    @FunctionalInterface
    interface Distrust {
        ToDoubleFunction<Duration> of(Site site, Feature feature);
    }

    /** Whether these bytes are lessons of this form: an earlier version's may not be. */
    static boolean areOf(Form form, byte[] packed) {
        return packed.length == form.bytes() && packed[0] == VERSION;
    }

    /** What was packed; what held beforehand is told once more, of the site at which it was taught. */
    static Lessons read(Form form, byte[] packed, Distrust distrust) {
        ByteBuffer from = ByteBuffer.wrap(packed, 1, packed.length - 1);
        float[] site = new float[3];
        Floats.read(from, site);
        Site at = site(site);
        int day = from.getInt();
        int days = from.getInt();
        long cases = from.getLong();
        List<VariableLearning> variables = new ArrayList<>();
        for (int i = 0; i < form.spec().targets().size(); i++) {
            Feature feature = form.feature(i);
            variables.add(
                    VariableLearning.read(feature, form.levels(), form.anchors(), distrust.of(at, feature), from));
        }
        List<EventLearning> events = new ArrayList<>();
        for (int i = 0; i < form.spec().events().size() * form.anchors().count(); i++) {
            events.add(EventLearning.read(from));
        }
        var lessons = new Lessons(variables, events, site);
        lessons.day = day;
        lessons.days = days;
        lessons.cases = cases;
        return lessons;
    }

    byte[] pack(Form form) {
        ByteBuffer to = ByteBuffer.allocate(form.bytes());
        to.put(VERSION);
        Floats.write(to, site);
        to.putInt(day);
        to.putInt(days);
        to.putLong(cases);
        variables.forEach(variable -> variable.write(to));
        events.forEach(event -> event.write(to));
        return to.array();
    }

    VariableLearning variable(int target) {
        return variables.get(target);
    }

    EventLearning event(Form form, int event, int anchor) {
        return events.get(event * form.anchors().count() + anchor);
    }

    /** Counts a case of a slot that ended then. */
    void count(Instant slotEnd) {
        int of = Slots.minutes(slotEnd) / (24 * 60);
        days += of > day ? 1 : 0;
        day = Math.max(day, of);
        cases++;
    }

    int days() {
        return days;
    }

    long cases() {
        return cases;
    }

    /** Whether the station stands where it taught: within some five kilometres, and a hundred metres of altitude. */
    boolean areOf(Site now) {
        return Math.abs(now.latitude() - site[0]) < 0.05
                && Math.abs(now.longitude() - site[1]) < 0.08
                && Math.abs(now.altitude() - site[2]) < 100;
    }

    private static Site site(float[] numbers) {
        return new Site(numbers[0], numbers[1], numbers[2]);
    }

    private static float[] numbers(Site site) {
        return new float[] {(float) site.latitude(), (float) site.longitude(), (float) site.altitude()};
    }
}
