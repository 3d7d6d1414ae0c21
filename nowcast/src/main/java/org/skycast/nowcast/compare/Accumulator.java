package org.skycast.nowcast.compare;

import java.util.Optional;
import org.skycast.nowcast.verify.Score;

/** Scores of some slice of the cases, summed up. */
final class Accumulator {

    private static final int CANDIDATE = 0;
    private static final int CANDIDATE_ABSOLUTE = 1;
    private static final int CHAMPION = 2;
    private static final int CHAMPION_ABSOLUTE = 3;
    private static final int PAIRED_CANDIDATE = 4;
    private static final int PAIRED_CANDIDATE_ABSOLUTE = 5;
    private static final int PAIRED_CHAMPION = 6;
    private static final int PERSISTENCE = 7;

    private final Totals totals = new Totals(8);
    private long cases;
    private long paired;

    void add(Case of, Optional<Score> persistence) {
        double candidate = Case.worth(of.candidate());
        double champion = Case.worth(of.champion());
        double absolute = Math.abs(Case.error(of.candidate()));
        cases++;
        totals.add(CANDIDATE, candidate);
        totals.add(CANDIDATE_ABSOLUTE, absolute);
        totals.add(CHAMPION, champion);
        totals.add(CHAMPION_ABSOLUTE, Math.abs(Case.error(of.champion())));
        if (persistence.isPresent()) {
            paired++;
            totals.add(PAIRED_CANDIDATE, candidate);
            totals.add(PAIRED_CANDIDATE_ABSOLUTE, absolute);
            totals.add(PAIRED_CHAMPION, champion);
            totals.add(PERSISTENCE, Case.worth(persistence.get()));
        }
    }

    /** Adds the sums of other cases. */
    void add(Accumulator others) {
        totals.add(others.totals);
        cases += others.cases;
        paired += others.paired;
    }

    long cases() {
        return cases;
    }

    /** The cases that persistence answered too. */
    long paired() {
        return paired;
    }

    /** The sum of the candidate's score less the champion's. */
    double difference() {
        return totals.get(CANDIDATE) - totals.get(CHAMPION);
    }

    /** The same of absolute errors. */
    double absoluteDifference() {
        return totals.get(CANDIDATE_ABSOLUTE) - totals.get(CHAMPION_ABSOLUTE);
    }

    /** The sum of the candidate's score less persistence's. */
    double toPersistence() {
        return totals.get(PAIRED_CANDIDATE) - totals.get(PERSISTENCE);
    }

    /** The same of absolute errors: persistence's score is its absolute error. */
    double absoluteToPersistence() {
        return totals.get(PAIRED_CANDIDATE_ABSOLUTE) - totals.get(PERSISTENCE);
    }

    Means means() {
        return new Means(
                cases,
                totals.get(CANDIDATE) / cases,
                totals.get(CHAMPION) / cases,
                paired == 0
                        ? Optional.empty()
                        : Optional.of(new Means.WithPersistence(
                                paired,
                                totals.get(PAIRED_CANDIDATE) / paired,
                                totals.get(PAIRED_CHAMPION) / paired,
                                totals.get(PERSISTENCE) / paired)));
    }
}
