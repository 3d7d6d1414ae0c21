package org.skycast.nowcast.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.skycast.nowcast.forecast.Correction;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.LearningSnapshot;
import org.skycast.nowcast.forecast.StationForecaster;
import org.skycast.nowcast.forecast.StationForecaster.Draft;
import org.skycast.nowcast.observe.LoggedObservation;

/** A model that stations teach: what it drafts for one of them is corrected by what that one has taught. */
public final class TaughtForecaster {

    /** A champion's snapshots are a day apart; one that is older was not champion since. */
    private static final Duration IDLE = Duration.ofDays(2);

    private final Forecaster forecaster;
    private final StationForecaster drafts;
    private final StationLearner learner;

    public TaughtForecaster(Forecaster forecaster) {
        this.forecaster = forecaster;
        this.drafts = new StationForecaster(forecaster);
        this.learner = new StationLearner(forecaster);
    }

    /**
     * What came of an observation.
     *
     * @param issue what is to be issued, if the observation gives cause for it
     * @param snapshot what was put in force for that, if it is new
     */
    public record Taken(Optional<Issue> issue, Optional<LearningSnapshot> snapshot) {

        /** Where no model forecasts. */
        public static final Taken NOTHING = new Taken(Optional.empty(), Optional.empty());
    }

    /**
     * Takes the station's next observation: learns from it as a truth, and drafts, corrects and awaits a forecast if it
     * opens a slot.
     *
     * @param before the history before it
     * @param next the history with it
     */
    public Taken take(History before, History next, LoggedObservation logged, Learning learning) {
        Optional<Draft> draft = drafts.draft(before, next, logged);
        if (learning instanceof Learning.Own own) {
            return take(draft, logged, own.store());
        }
        if (learning instanceof Learning.Off off) {
            return new Taken(draft.map(this::asIs), draft.flatMap(d -> end(d, off.store())));
        }
        var recorded = (Learning.Recorded) learning;
        return new Taken(
                draft.map(d -> recorded.log()
                        .inForce(forecaster.model(), logged)
                        .filter(snapshot -> snapshot.learnt().isPresent())
                        .map(snapshot -> issue(
                                d,
                                learner.inForce(snapshot, logged.observation().site())))
                        .orElseGet(() -> asIs(d))),
                Optional.empty());
    }

    private Taken take(Optional<Draft> draft, LoggedObservation logged, LearningStore store) {
        Optional<LearningState> kept = store.state(forecaster.model());
        Optional<LearningSnapshot> elsewhere = elsewhere(kept, logged, store);
        Optional<LearningState> known = kept.filter(state -> elsewhere
                .filter(told -> told.from().isAfter(state.inForce().from()))
                .isEmpty());
        Optional<LearningSnapshot> before = known.map(LearningState::inForce)
                .filter(snapshot -> snapshot.learnt().isPresent());
        Optional<Teaching> resumed = before.map(snapshot ->
                learner.resume(known.orElseThrow(), logged.observation().site()));
        resumed.ifPresent(teaching -> teaching.learn(logged.observation()));
        if (draft.isEmpty()) {
            resumed.map(Teaching::state).ifPresent(store::keep);
            return Taken.NOTHING;
        }
        // What was learnt before it was put out of force, or else as a shadow.
        Optional<byte[]> earlier =
                known.map(LearningState::learnt).or(() -> elsewhere.flatMap(LearningSnapshot::learnt));
        Teaching teaching = resumed.orElseGet(() -> learner.begin(draft.get(), earlier));
        teaching.turn(draft.get());
        List<Optional<Outlooks>> outlooks = learner.outlooks(draft.get(), teaching.inForce());
        teaching.await(draft.get(), outlooks);
        store.keep(teaching.state());
        LearningSnapshot inForce = teaching.inForce().snapshot();
        return new Taken(
                Optional.of(issue(draft.get(), teaching.inForce(), outlooks)),
                before.filter(inForce::equals).isPresent() ? Optional.empty() : Optional.of(inForce));
    }

    /** What was learnt as a shadow: of a model that was not the champion before, or not of late. */
    private Optional<LearningSnapshot> elsewhere(
            Optional<LearningState> kept, LoggedObservation logged, LearningStore store) {
        Instant slotStart = logged.observation().slot().start();
        boolean ofLate = kept.filter(
                        state -> !slotStart.isAfter(state.inForce().from().plus(IDLE)))
                .isPresent();
        return ofLate ? Optional.empty() : store.handedOver(forecaster.model(), slotStart);
    }

    /** Learning was on and is off from this slot: what was learnt is kept, but no longer in force. */
    private Optional<LearningSnapshot> end(Draft draft, LearningStore store) {
        Optional<LearningState> ended = store.state(forecaster.model())
                .filter(state -> state.inForce().learnt().isPresent())
                .map(state -> learner.end(state, draft));
        ended.ifPresent(store::keep);
        return ended.map(LearningState::inForce);
    }

    private Issue asIs(Draft draft) {
        return new Issue(drafts, draft, Correction.none(draft.said()), draft::said);
    }

    private Issue issue(Draft draft, InForce inForce) {
        return issue(draft, inForce, learner.outlooks(draft, inForce));
    }

    private Issue issue(Draft draft, InForce inForce, List<Optional<Outlooks>> outlooks) {
        Corrector corrector = learner.corrector(draft, inForce, outlooks);
        return new Issue(drafts, draft, corrector.issued(), corrector::adapted);
    }
}
