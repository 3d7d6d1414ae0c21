package org.skycast.nowcast.learn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.nowcast.feature.TrainingStatistics.Elsewhere;
import org.skycast.nowcast.feature.TrainingStatistics.Spread;
import org.skycast.nowcast.station.Site;

/**
 * Whether a model knows a place like this one from its training.
 *
 * @param training what the model was trained on, and where
 */
public record Familiarity(TrainingStatistics training) {

    /** So many standard deviations from the mean of the training something is unfamiliar. */
    private static final double FAR = 3;

    private static final double SEA_LEVEL_HPA = 1013.25;
    private static final double PER_METRE = 2.25577e-5;
    private static final double EXPONENT = 5.25588;

    /** Degrees beyond which another latitude has another sun and another weather. */
    private static final double NEAR_LATITUDE = 10;

    /** Degrees and metres within which a place is one that the model was trained on. */
    private static final double SAME_PLACE = 0.2;

    private static final double SAME_ALTITUDE = 150;

    /** How much rests on persistence at first: at a place of the training, at any other, and of what is unfamiliar. */
    private static final double AT_HOME = 0.1;

    private static final double ELSEWHERE = 0.95;

    /** By how much of persistence's error the first three days may be worse, if they are as bad as few are. */
    private static final double RISKED = 0.03;

    private static final double UNFAMILIAR = 0.999;

    /**
     * What lies outside of what the model was trained on: features by their CF standard names, {@code latitude} where no
     * place of the training is near it on the same hemisphere, and {@code altitude} where the pressure is not measured, but
     * would lie outside up there.
     *
     * @param newest what was measured, as far as it was, in the features' units
     */
    public List<String> unfamiliar(Site site, Map<Feature, Double> newest) {
        List<String> names = new ArrayList<>();
        if (!training.sites().isEmpty() && training.sites().stream().noneMatch(of -> isNearInLatitude(of, site))) {
            names.add("latitude");
        }
        if (!newest.containsKey(Feature.PRESSURE) && isFar(Feature.PRESSURE, meanPressure(site.altitude()))) {
            names.add("altitude");
        }
        for (Feature feature : Feature.values()) {
            Double value = newest.get(feature);
            if (value != null && isFar(feature, value)) {
                names.add(feature.cfName());
            }
        }
        return names;
    }

    /** How much of the weight rests on persistence before a variable was learnt at a site and lead, 0 to 1. */
    double distrust(Site site, Feature feature, Duration lead) {
        return distrust(site, feature).applyAsDouble(lead);
    }

    /** The same by lead: asked for each lead of a variable, the place is looked for once. */
    ToDoubleFunction<Duration> distrust(Site site, Feature feature) {
        if (feature == Feature.PRESSURE && isFar(feature, meanPressure(site.altitude()))) {
            return lead -> UNFAMILIAR;
        }
        for (Site of : training.sites()) {
            if (isSame(of, site)) {
                return lead -> AT_HOME;
            }
        }
        return lead -> elsewhere(feature, lead);
    }

    /**
     * Less where the model was tried at places that were left out of its training. A mean of medians errs at most as the
     * mean of their errors: with a share d on persistence, days at which the model errs r times as much as persistence are
     * worse than persistence by at most (1 - d)(r - 1).
     */
    private double elsewhere(Feature feature, Duration lead) {
        Elsewhere tried = training.elsewhere().get(feature);
        if (tried == null) {
            return ELSEWHERE;
        }
        double worse = tried.at(lead) - 1;
        double trusted = worse <= 0 ? 1 : RISKED / worse;
        return Math.max(AT_HOME, Math.min(ELSEWHERE, 1 - trusted));
    }

    private static boolean isSame(Site one, Site other) {
        return Math.abs(one.latitude() - other.latitude()) < SAME_PLACE
                && Math.abs(one.longitude() - other.longitude()) < SAME_PLACE
                && Math.abs(one.altitude() - other.altitude()) < SAME_ALTITUDE;
    }

    private static boolean isNearInLatitude(Site one, Site other) {
        return Math.abs(one.latitude() - other.latitude()) < NEAR_LATITUDE && one.latitude() * other.latitude() >= 0;
    }

    private boolean isFar(Feature feature, double value) {
        Spread spread = training.inputs().get(feature);
        return spread != null && Math.abs(value - spread.mean()) > FAR * spread.std();
    }

    /** In hPa, {@code altitude} metres above the sea: the barometric formula of the ISO 2533:1975 standard atmosphere. */
    private static double meanPressure(double altitude) {
        return SEA_LEVEL_HPA * StrictMath.pow(1 - PER_METRE * altitude, EXPONENT);
    }
}
