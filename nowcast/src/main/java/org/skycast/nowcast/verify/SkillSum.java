package org.skycast.nowcast.verify;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BinaryOperator;

/**
 * The scores of one name at one lead, summed up: all measures of skill are made of these sums, and the sums of two sets
 * of scores add up to those of both.
 *
 * @param name the variable's CF name, or the event's name
 * @param lead the lead
 * @param missing how many truths did not come
 * @param variable of a variable that was scored at least once
 * @param event of an event that was scored at least once
 */
public record SkillSum(
        String name, Duration lead, long missing, Optional<OfVariable> variable, Optional<OfEvent> event) {

    /**
     * Of a variable, in its unit.
     *
     * @param cases how many scores
     * @param error sum of the errors of the median
     * @param absolute sum of their sizes
     * @param squared sum of their squares
     * @param crps sum of the CRPS
     * @param inside how many truths lie within the 80% interval
     * @param paired of the cases that persistence could be asked about too
     * @param beside the sizes of the median's errors, of the cases in which the bundle itself said something else
     */
    public record OfVariable(
            long cases,
            double error,
            double absolute,
            double squared,
            double crps,
            long inside,
            Paired paired,
            Optional<Beside> beside) {

        private OfVariable plus(OfVariable other) {
            return new OfVariable(
                    cases + other.cases,
                    error + other.error,
                    absolute + other.absolute,
                    squared + other.squared,
                    crps + other.crps,
                    inside + other.inside,
                    paired.plus(other.paired),
                    SkillSum.plus(beside, other.beside, Beside::plus));
        }
    }

    /**
     * The same cases for the forecast and for persistence.
     *
     * @param cases how many
     * @param absolute sum of the sizes of the median's errors
     * @param crps sum of the CRPS
     * @param persistence sum of the sizes of persistence's errors, which are its CRPS too
     */
    public record Paired(long cases, double absolute, double crps, double persistence) {

        private static final Paired NONE = new Paired(0, 0, 0, 0);

        private Paired plus(Paired other) {
            return new Paired(
                    cases + other.cases, absolute + other.absolute, crps + other.crps, persistence + other.persistence);
        }
    }

    /**
     * The same cases for what was issued and for what the bundle itself said. Of forecasts that went out as the bundle
     * made them there are none: sums that were kept before a bundle's own values were have none either.
     *
     * @param cases how many
     * @param issued sum of the scores of what was issued
     * @param bundle sum of the scores of what the bundle said
     */
    public record Beside(long cases, double issued, double bundle) {

        private Beside plus(Beside other) {
            return new Beside(cases + other.cases, issued + other.issued, bundle + other.bundle);
        }

        private static Optional<Beside> of(double issued, OptionalDouble bundle) {
            return bundle.isPresent() ? Optional.of(new Beside(1, issued, bundle.getAsDouble())) : Optional.empty();
        }
    }

    /**
     * Of an event.
     *
     * @param cases how many scores
     * @param happened how often it came true
     * @param brier sum of the Brier scores
     * @param paired how many of the cases persistence could be asked about too
     * @param brierPaired sum of the Brier scores over those
     * @param persistence sum of persistence's Brier scores over those
     * @param beside the Brier scores of the cases in which the bundle itself said something else
     */
    public record OfEvent(
            long cases,
            long happened,
            double brier,
            long paired,
            double brierPaired,
            double persistence,
            Optional<Beside> beside) {

        private OfEvent plus(OfEvent other) {
            return new OfEvent(
                    cases + other.cases,
                    happened + other.happened,
                    brier + other.brier,
                    paired + other.paired,
                    brierPaired + other.brierPaired,
                    persistence + other.persistence,
                    SkillSum.plus(beside, other.beside, Beside::plus));
        }
    }

    /** Of one score. */
    static SkillSum of(Score score) {
        if (score instanceof Score.OfVariable of) {
            return new SkillSum(score.name(), score.lead(), 0, Optional.of(sum(of)), Optional.empty());
        }
        if (score instanceof Score.OfEvent of) {
            return new SkillSum(score.name(), score.lead(), 0, Optional.empty(), Optional.of(sum(of)));
        }
        return new SkillSum(score.name(), score.lead(), 1, Optional.empty(), Optional.empty());
    }

    private static OfVariable sum(Score.OfVariable score) {
        double size = Math.abs(score.error());
        Paired paired = score.persistenceError().isPresent()
                ? new Paired(
                        1, size, score.crps(), Math.abs(score.persistenceError().getAsDouble()))
                : Paired.NONE;
        OptionalDouble bundle = score.bundleError();
        return new OfVariable(
                1,
                score.error(),
                size,
                size * size,
                score.crps(),
                score.inside80() ? 1 : 0,
                paired,
                Beside.of(size, bundle.isPresent() ? OptionalDouble.of(Math.abs(bundle.getAsDouble())) : bundle));
    }

    private static OfEvent sum(Score.OfEvent score) {
        boolean paired = score.persistenceBrier().isPresent();
        return new OfEvent(
                1,
                score.happened() ? 1 : 0,
                score.brier(),
                paired ? 1 : 0,
                paired ? score.brier() : 0,
                score.persistenceBrier().orElse(0),
                Beside.of(score.brier(), score.bundleBrier()));
    }

    /** With another sum of the same name and lead. */
    SkillSum plus(SkillSum other) {
        return new SkillSum(
                name,
                lead,
                missing + other.missing,
                plus(variable, other.variable, OfVariable::plus),
                plus(event, other.event, OfEvent::plus));
    }

    private static <T> Optional<T> plus(Optional<T> one, Optional<T> other, BinaryOperator<T> sum) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(sum.apply(one.get(), other.get()))
                : one.or(() -> other);
    }
}
