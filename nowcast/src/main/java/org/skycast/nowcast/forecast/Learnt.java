package org.skycast.nowcast.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.skycast.nowcast.feature.Feature;

/**
 * What a station had taught a model when a forecast was made.
 *
 * @param from the start of the first slot for which that holds
 * @param days on how many days something was learnt
 * @param cases how many foretold values met their truth in them
 * @param weights how much each expert counts, by variable
 */
public record Learnt(Instant from, int days, long cases, List<Weights> weights) {

    public Learnt {
        weights = List.copyOf(weights);
    }

    /** The same without the weights, for what names the forecast: that one has them. */
    public Learnt withoutWeights() {
        return new Learnt(from, days, cases, List.of());
    }

    /**
     * How much each expert counts for a variable.
     *
     * @param feature the variable
     * @param leads the lead times
     * @param byLead by lead the shares of persistence, the recent days, the bundle and the adapted bundle, in this order;
     *     each 0 to 1, and together 1
     */
    public record Weights(Feature feature, List<Duration> leads, List<List<Float>> byLead) {
        public Weights {
            leads = List.copyOf(leads);
            byLead = byLead.stream().map(List::copyOf).toList();
        }
    }
}
