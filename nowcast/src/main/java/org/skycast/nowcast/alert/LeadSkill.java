package org.skycast.nowcast.alert;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.Learnt;
import org.skycast.nowcast.forecast.Learnt.Weights;

/** Whether a station's forecasts are better than persistence. */
@FunctionalInterface
public interface LeadSkill {

    /** On fewer days too little was learnt to tell. */
    int FEWEST_DAYS = 7;

    /** Persistence's share from which on nothing is said to beat it. */
    double MOST = 0.5;

    /** They are everywhere: for rules that do not ask. */
    LeadSkill ASSUMED = (forecast, feature, lead) -> true;

    /**
     * As the forecast itself says what the station has taught: over at least a week, and so that at this lead less than half
     * of the weight is persistence's. Weights follow what each expert's quantiles were worth there over the last weeks, so
     * where nothing beats persistence it comes to have most of it. A forecast carries them, so whoever reads it again
     * comes to the same.
     */
    LeadSkill LEARNT = (forecast, feature, lead) -> forecast.lineage()
            .learnt()
            .filter(learnt -> learnt.days() >= FEWEST_DAYS)
            .flatMap(learnt -> persistence(learnt, feature, lead))
            .filter(share -> share < MOST)
            .isPresent();

    /** Whether they have been so lately, of a variable at a lead. */
    boolean isThere(Forecast forecast, Feature feature, Duration lead);

    private static Optional<Double> persistence(Learnt learnt, Feature feature, Duration lead) {
        return learnt.weights().stream()
                .filter(weights -> weights.feature() == feature)
                .findFirst()
                .map(weights -> persistence(weights, lead));
    }

    /** Between the leads that are weighed, straight; beyond them, as at the outermost. */
    private static double persistence(Weights weights, Duration lead) {
        List<Duration> leads = weights.leads();
        int above = 0;
        while (above < leads.size() && leads.get(above).compareTo(lead) < 0) {
            above++;
        }
        if (above == 0 || above == leads.size()) {
            return share(weights, above == 0 ? 0 : above - 1);
        }
        double from = leads.get(above - 1).toSeconds();
        double part = (lead.toSeconds() - from) / (leads.get(above).toSeconds() - from);
        return share(weights, above - 1) + part * (share(weights, above) - share(weights, above - 1));
    }

    /** It stands first. */
    private static double share(Weights weights, int lead) {
        return weights.byLead().get(lead).get(0);
    }
}
