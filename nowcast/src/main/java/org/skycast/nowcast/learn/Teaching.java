package org.skycast.nowcast.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.StationForecaster.Draft;
import org.skycast.nowcast.learn.Lessons.Form;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.station.SunPosition;

/**
 * A station teaches a model by one observation: from one state to the next, and nothing but these enters. A truth is
 * learnt from once, when it is first told: with the slot's first observation, or with the amendment that brings it, as long
 * as it is awaited.
 */
final class Teaching {

    /** A truth that is told so much later than that of the newest slot is learnt from no more. */
    private static final Duration AWAITED = Duration.ofHours(2);

    /** A newest value older than this tells of an outage, not of the weather. */
    static final Duration FRESH = Duration.ofHours(1);

    /** Degrees; with the sun lower than this, nothing is learnt of irradiance. */
    private static final double SUN_UP = 3;

    private final StationLearner learner;
    private final Form form;
    private final Lessons lessons;
    private final Cases cases;
    private InForce inForce;

    Teaching(StationLearner learner, Lessons lessons, Cases cases, InForce inForce) {
        this.learner = learner;
        this.form = learner.form();
        this.lessons = lessons;
        this.cases = cases;
        this.inForce = inForce;
    }

    /** Learns from an observation: it is the truth of the forecasts that await its slot. */
    void learn(Observation observation) {
        Map<Feature, Double> truth = PastSlot.of(observation).values();
        Instant end = observation.slot().end();
        cases.settle(Slots.minutes(end), one -> settle(one, truth, end), Slots.minutes(end.minus(AWAITED)));
        if (observation.revision() == 0) {
            for (int i = 0; i < form.spec().targets().size(); i++) {
                Double value = truth.get(form.feature(i));
                if (value != null) {
                    lessons.variable(i).see(observation.slot(), value);
                }
            }
        }
    }

    private boolean settle(Cases.Case one, Map<Feature, Double> truth, Instant end) {
        ForecastSpec spec = form.spec();
        if (one instanceof Cases.OfVariable of) {
            Double value = truth.get(form.feature(of.target()));
            if (value != null) {
                lessons.variable(of.target())
                        .lead(of.anchor())
                        .take(inForce.terms(of.target(), of.anchor()), of.outlook(), value, of.minutes());
                lessons.count(end);
            }
            return value != null;
        }
        var of = (Cases.OfEvent) one;
        ForecastSpec.Event event = spec.events().get(of.event());
        Double value = truth.get(event.of());
        if (value != null) {
            lessons.event(form, of.event(), of.anchor()).take(of.probability(), value >= event.threshold());
            lessons.count(end);
        }
        return value != null;
    }

    /** Puts in force what was learnt, if a day of the station has begun since, by UTC. */
    void turn(Draft draft) {
        Observation observation = draft.newest().observation();
        if (day(observation.slot().start()) != day(inForce.snapshot().from())) {
            inForce = learner.inForce(lessons.pack(form), observation);
        }
    }

    /** Awaits the truths of a draft, of which this is known, by target. */
    void await(Draft draft, List<Optional<Outlooks>> outlooks) {
        for (int i = 0; i < outlooks.size(); i++) {
            int target = i;
            outlooks.get(i)
                    .filter(known -> known.age().compareTo(FRESH) <= 0)
                    .ifPresent(known -> await(draft, target, known));
        }
        for (int i = 0; i < form.spec().events().size(); i++) {
            await(draft, i);
        }
    }

    private void await(Draft draft, int target, Outlooks outlooks) {
        for (int anchor = 0; anchor < form.anchors().count(); anchor++) {
            int which = anchor;
            Duration lead = form.anchors().leads().get(anchor);
            Instant end = draft.reference().plus(lead);
            if (form.feature(target) != Feature.GHI || isDay(draft, end)) {
                outlooks.at(form.anchors().indices().get(anchor), lead)
                        .ifPresent(
                                outlook -> cases.add(new Cases.OfVariable(Slots.minutes(end), target, which, outlook)));
            }
        }
    }

    private void await(Draft draft, int event) {
        for (int anchor = 0; anchor < form.anchors().count(); anchor++) {
            float probability =
                    draft.said().probabilities()[event][form.anchors().indices().get(anchor)];
            if (Float.isFinite(probability)) {
                Instant end = draft.reference().plus(form.anchors().leads().get(anchor));
                cases.add(new Cases.OfEvent(Slots.minutes(end), event, anchor, probability));
            }
        }
    }

    private static boolean isDay(Draft draft, Instant end) {
        Observation observation = draft.newest().observation();
        Instant middle = Slots.middle(end, observation.slot());
        return SunPosition.of(observation.site(), middle).elevation() >= SUN_UP;
    }

    InForce inForce() {
        return inForce;
    }

    /** What is to be kept. */
    LearningState state() {
        return new LearningState(learner.model(), inForce.snapshot(), lessons.pack(form), cases.pack());
    }

    private static long day(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), 86_400L);
    }
}
