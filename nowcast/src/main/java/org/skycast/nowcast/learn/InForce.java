package org.skycast.nowcast.learn;

import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.forecast.LearningSnapshot;

/** What a station's forecasts are made with: a snapshot, read. For one thread. */
final class InForce {

    private final LearningSnapshot snapshot;
    private final Lessons lessons;
    private final @Nullable Terms[][] terms;

    InForce(LearningSnapshot snapshot, Lessons lessons, Lessons.Form form) {
        this.snapshot = snapshot;
        this.lessons = lessons;
        this.terms = new Terms[form.spec().targets().size()][form.anchors().count()];
    }

    LearningSnapshot snapshot() {
        return snapshot;
    }

    Lessons lessons() {
        return lessons;
    }

    DayShape shape(int target) {
        return lessons.variable(target).shape();
    }

    /** Of a target at an anchor. */
    Terms terms(int target, int anchor) {
        Terms known = terms[target][anchor];
        if (known == null) {
            known = lessons.variable(target).lead(anchor).terms();
            terms[target][anchor] = known;
        }
        return known;
    }

    /** Of a target at a lead, between the anchors. */
    Terms terms(int target, Anchors.Place place) {
        Terms below = terms(target, place.below());
        return place.share() == 0 ? below : below.toward(terms(target, place.below() + 1), place.share());
    }
}
