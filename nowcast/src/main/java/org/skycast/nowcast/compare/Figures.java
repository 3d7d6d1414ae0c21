package org.skycast.nowcast.compare;

import java.util.List;
import java.util.OptionalDouble;

/** What one model's forecasts were worth over some cases. */
public sealed interface Figures {

    /** The figure that models are compared by, the less the better: mean CRPS of a variable, mean Brier score of an event. */
    double score();

    /** What was said less what came, on average. */
    double bias();

    /**
     * What the bundle itself said before it was corrected by what stations had taught, over the same cases: of a variable the
     * mean absolute error of its median, of an event its mean Brier score. Where it went out as it is, that counts. Absent
     * where it always did.
     */
    OptionalDouble bundle();

    /**
     * Of a variable, in its unit.
     *
     * @param mae mean absolute error of the median
     * @param rmse root mean squared error of the median
     * @param crps mean continuous ranked probability score
     * @param coverage80 the share of truths within the 80% interval; of persistence, which has no interval, how often it was
     *     exactly right
     * @param bias mean error of the median
     */
    record OfVariable(double mae, double rmse, double crps, double coverage80, double bias, OptionalDouble bundle)
            implements Figures {
        @Override
        public double score() {
            return crps;
        }
    }

    /**
     * Of an event.
     *
     * @param brier mean Brier score
     * @param frequency how often it happened
     * @param bias mean probability less that frequency
     * @param reliability by stated probability, ascending; a bin that no probability fell into is absent
     */
    record OfEvent(double brier, double frequency, double bias, List<Bin> reliability, OptionalDouble bundle)
            implements Figures {
        public OfEvent {
            reliability = List.copyOf(reliability);
        }

        @Override
        public double score() {
            return brier;
        }
    }

    /**
     * One point of a reliability diagram.
     *
     * @param from the lowest probability of the bin
     * @param to the highest, itself in the next bin, but for 1
     * @param count how often a probability within was stated
     * @param stated their mean
     * @param frequency how often the event then happened
     */
    record Bin(double from, double to, long count, double stated, double frequency) {}
}
