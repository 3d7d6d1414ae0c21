package org.skycast.nowcast.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What one forecast was worth at one lead, once the truth is known, or known not to come. */
public sealed interface Score {

    /** The variable's CF name, or the event's name. */
    String name();

    /** From the reference time to the end of the slot that was foretold. */
    Duration lead();

    /** The forecast's reference time. */
    Instant referenceTime();

    /** What was issued alone: the same without what the bundle itself said. */
    default Score issued() {
        return this;
    }

    /**
     * Of a variable, in its unit.
     *
     * @param observed the truth
     * @param error the median less the truth
     * @param crps the continuous ranked probability score
     * @param inside80 whether the truth lies within the 10% and the 90% quantile, the ends included
     * @param persistenceError the newest value of the forecast's own inputs less the truth, if they have one; its size is
     *     persistence's score too, for the CRPS of a single value is its absolute error
     * @param bundleError the bundle's own median less the truth; absent where the bundle's forecast went out as it is
     */
    record OfVariable(
            String name,
            Duration lead,
            Instant referenceTime,
            double observed,
            double error,
            double crps,
            boolean inside80,
            OptionalDouble persistenceError,
            OptionalDouble bundleError)
            implements Score {

        @Override
        public OfVariable issued() {
            return new OfVariable(
                    name,
                    lead,
                    referenceTime,
                    observed,
                    error,
                    crps,
                    inside80,
                    persistenceError,
                    OptionalDouble.empty());
        }
    }

    /**
     * Of an event.
     *
     * @param probability what was said
     * @param happened what came true
     * @param persistence whether it held in the newest of the forecast's own inputs, if they tell
     * @param bundleProbability what the bundle itself said; absent where the bundle's forecast went out as it is
     */
    record OfEvent(
            String name,
            Duration lead,
            Instant referenceTime,
            double probability,
            boolean happened,
            Optional<Boolean> persistence,
            OptionalDouble bundleProbability)
            implements Score {

        @Override
        public OfEvent issued() {
            return new OfEvent(name, lead, referenceTime, probability, happened, persistence, OptionalDouble.empty());
        }

        /** The squared distance between what was said and what came true (Brier, Mon. Wea. Rev. 78 (1950)). */
        public double brier() {
            return brier(probability, happened);
        }

        /** The same for persistence, which says that things stay as they are. */
        public OptionalDouble persistenceBrier() {
            return persistence
                    .map(held -> OptionalDouble.of(brier(held ? 1 : 0, happened)))
                    .orElse(OptionalDouble.empty());
        }

        /** The same for what the bundle itself said. */
        public OptionalDouble bundleBrier() {
            return bundleProbability.isPresent()
                    ? OptionalDouble.of(brier(bundleProbability.getAsDouble(), happened))
                    : OptionalDouble.empty();
        }

        private static double brier(double probability, boolean happened) {
            double missed = probability - (happened ? 1 : 0);
            return missed * missed;
        }
    }

    /** The truth did not come in time; the forecast stays unscored at this lead. */
    record Missing(String name, Duration lead, Instant referenceTime) implements Score {}

    /**
     * The continuous ranked probability score from quantiles: twice the pinball loss, averaged over the levels (Gneiting
     * and Raftery, J. Am. Stat. Assoc. 102 (2007)). Levels weigh alike, so scores compare at equal levels only.
     */
    static double crps(List<Double> levels, List<Float> quantiles, double truth) {
        double sum = 0;
        for (int i = 0; i < levels.size(); i++) {
            double above = truth - quantiles.get(i);
            sum += Math.max(levels.get(i) * above, (levels.get(i) - 1) * above);
        }
        return 2 * sum / levels.size();
    }
}
