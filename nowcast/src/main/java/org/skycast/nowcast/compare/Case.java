package org.skycast.nowcast.compare;

import java.util.Optional;
import java.util.OptionalDouble;
import org.skycast.nowcast.verify.Score;

/**
 * Two models' scores of the same truth.
 *
 * @param stationId the station
 * @param candidate what the model on trial was worth
 * @param champion what the model that it is held against was worth: same name, lead, reference time and truth
 */
public record Case(String stationId, Score candidate, Score champion) {

    /** @throws IllegalArgumentException if the two scores are not of the same truth, or one is not a finite number */
    public Case {
        if (!candidate.name().equals(champion.name())
                || !candidate.lead().equals(champion.lead())
                || !candidate.referenceTime().equals(champion.referenceTime())
                || !isSameTruth(candidate, champion)) {
            throw new IllegalArgumentException("At station %s, %s and %s are not scores of one truth: pair them anew"
                    .formatted(stationId, candidate, champion));
        }
        if (!Double.isFinite(worth(candidate)) || !Double.isFinite(worth(champion))) {
            throw new IllegalArgumentException(
                    "At station %s, %s or %s is not a finite number: count it as unpaired, and look at the model"
                            .formatted(stationId, candidate, champion));
        }
    }

    /** Whether what both models issued was worth the same in every figure. */
    public boolean isEqual() {
        return candidate.issued().equals(champion.issued());
    }

    /**
     * What persistence was worth; absent where either score lacks it. Should the models' inputs differ, the champion's
     * count.
     */
    public Optional<Score> persistence() {
        if (candidate instanceof Score.OfVariable ours && champion instanceof Score.OfVariable theirs) {
            return ours.persistenceError().isEmpty()
                            || theirs.persistenceError().isEmpty()
                    ? Optional.empty()
                    : Optional.of(ofVariable(theirs, theirs.persistenceError().getAsDouble()));
        }
        if (candidate instanceof Score.OfEvent ours && champion instanceof Score.OfEvent theirs) {
            return ours.persistence()
                    .flatMap(present -> theirs.persistence())
                    .map(held -> new Score.OfEvent(
                            theirs.name(),
                            theirs.lead(),
                            theirs.referenceTime(),
                            held ? 1 : 0,
                            theirs.happened(),
                            Optional.of(held),
                            OptionalDouble.empty()));
        }
        return Optional.empty();
    }

    private static Score ofVariable(Score.OfVariable of, double error) {
        return new Score.OfVariable(
                of.name(),
                of.lead(),
                of.referenceTime(),
                of.observed(),
                error,
                Math.abs(error),
                error == 0,
                OptionalDouble.of(error),
                OptionalDouble.empty());
    }

    /** CRPS of a variable, Brier score of an event: the less the better. */
    static double worth(Score score) {
        if (score instanceof Score.OfVariable of) {
            return of.crps();
        }
        return score instanceof Score.OfEvent of ? of.brier() : Double.NaN;
    }

    /** The median less the truth; the probability less one or zero. */
    static double error(Score score) {
        if (score instanceof Score.OfVariable of) {
            return of.error();
        }
        return score instanceof Score.OfEvent of ? of.probability() - (of.happened() ? 1 : 0) : Double.NaN;
    }

    private static boolean isSameTruth(Score one, Score other) {
        if (one instanceof Score.OfVariable a && other instanceof Score.OfVariable b) {
            return a.observed() == b.observed();
        }
        return one instanceof Score.OfEvent a && other instanceof Score.OfEvent b && a.happened() == b.happened();
    }
}
