package org.skycast.nowcast.learn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.LearningSnapshot;
import org.skycast.nowcast.forecast.StationForecaster.Draft;
import org.skycast.nowcast.learn.Lessons.Form;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.station.Site;

/** Knows of one model how stations teach it: what a lesson looks like, and what holds before the first. */
final class StationLearner {

    private final Forecaster forecaster;
    private final Form form;
    private final Familiarity familiarity;
    private final Duration historyLength;

    StationLearner(Forecaster forecaster) {
        this.forecaster = forecaster;
        this.form = Form.of(forecaster.forecastSpec());
        this.familiarity = new Familiarity(forecaster.training());
        this.historyLength = forecaster.featureSpec().historyLength();
    }

    /**
     * Of a station that has taught nothing yet, or what was learnt of it before or elsewhere: that is in force from the
     * draft on.
     */
    Teaching begin(Draft draft, Optional<byte[]> known) {
        Observation observation = draft.newest().observation();
        byte[] none = new byte[0];
        Lessons lessons = lessons(known.orElse(none), observation.site());
        return new Teaching(this, lessons, Cases.read(form.levels(), none), inForce(lessons.pack(form), observation));
    }

    /** Goes on from a state, at the site of the next observation. */
    Teaching resume(LearningState state, Site site) {
        return new Teaching(
                this,
                lessons(state.learnt(), site),
                Cases.read(form.levels(), state.awaited()),
                inForce(state.inForce(), site));
    }

    /** A snapshot, to make forecasts with at a site. */
    InForce inForce(LearningSnapshot snapshot, Site site) {
        return new InForce(snapshot, lessons(snapshot.learnt().orElseThrow(), site), form);
    }

    /** What was learnt, put in force from an observation on. */
    InForce inForce(byte[] learnt, Observation from) {
        Lessons lessons = lessons(learnt, from.site());
        var snapshot = new LearningSnapshot(
                from.stationId(),
                forecaster.model(),
                from.slot().start(),
                lessons.days(),
                lessons.cases(),
                Optional.of(learnt));
        return new InForce(snapshot, lessons, form);
    }

    /** Takes out of force what was learnt; it is kept. */
    LearningState end(LearningState state, Draft draft) {
        LearningSnapshot was = state.inForce();
        var ended = new LearningSnapshot(
                was.stationId(),
                was.model(),
                draft.newest().observation().slot().start(),
                was.days(),
                was.cases(),
                Optional.empty());
        return new LearningState(state.model(), ended, state.learnt(), new byte[0]);
    }

    /** What is known for a draft, by target of the model; empty of one that the history does not hold. */
    List<Optional<Outlooks>> outlooks(Draft draft, InForce inForce) {
        List<Optional<Outlooks>> outlooks = new ArrayList<>();
        for (int i = 0; i < form.spec().targets().size(); i++) {
            outlooks.add(Outlooks.of(draft, i, form.feature(i), inForce.shape(i), historyLength));
        }
        return outlooks;
    }

    /** What becomes of a draft by what is in force. */
    Corrector corrector(Draft draft, InForce inForce, List<Optional<Outlooks>> outlooks) {
        return new Corrector(form, familiarity, draft, inForce, outlooks);
    }

    /** Those that were packed, if they are of this model and this site; else none. */
    private Lessons lessons(byte[] packed, Site site) {
        if (Lessons.areOf(form, packed)) {
            Lessons lessons = Lessons.read(form, packed, familiarity::distrust);
            if (lessons.areOf(site)) {
                return lessons;
            }
        }
        return Lessons.none(form, site, familiarity::distrust);
    }

    Form form() {
        return form;
    }

    Forecaster.Model model() {
        return forecaster.model();
    }
}
