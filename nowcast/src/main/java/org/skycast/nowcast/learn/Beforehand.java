package org.skycast.nowcast.learn;

import java.time.Duration;
import org.skycast.nowcast.feature.Feature;

/**
 * What holds of a variable before the station has taught anything. Sizes are persistence's mean absolute error, in the
 * variable's unit, as it is over the places that this was tried on: at ten minutes, and how it grows with the lead.
 */
enum Beforehand {
    TEMPERATURE(0.15, 0.75),
    HUMIDITY(0.8, 0.7),
    PRESSURE(0.12, 0.85),
    WIND(0.45, 0.3),
    IRRADIANCE(30, 0.5),
    OTHER(1, 0.5);

    private static final double[] NO_WORSE_ALONE = {0, 0.02, 0.5, 0.5};

    private final double atTenMinutes;
    private final double growth;

    /** By lead, in slots of ten minutes up to four hours: each lesson that is read asks for it. */
    private final double[] sizes = new double[25];

    Beforehand(double atTenMinutes, double growth) {
        this.atTenMinutes = atTenMinutes;
        this.growth = growth;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = size(10L * i);
        }
    }

    private double size(long minutes) {
        return atTenMinutes * StrictMath.pow(minutes / 10.0, growth);
    }

    static Beforehand of(Feature feature) {
        return switch (feature) {
            case AIR_TEMPERATURE, DEW_POINT -> TEMPERATURE;
            case RELATIVE_HUMIDITY -> HUMIDITY;
            case PRESSURE -> PRESSURE;
            case WIND_SPEED, WIND_GUST, EASTWARD_WIND, NORTHWARD_WIND -> WIND;
            case GHI -> IRRADIANCE;
            default -> OTHER;
        };
    }

    /**
     * At a lead.
     *
     * @param distrust how much of the weight rests on persistence, 0 to 1
     */
    LeadLearning.Prior at(Duration lead, double distrust) {
        double[] shares = NO_WORSE_ALONE.clone();
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = i == Experts.PERSISTENCE
                    ? distrust
                    : i == Experts.RECENT_DAYS ? shares[i] : shares[i] * (1 - distrust);
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        int minutes = (int) lead.toMinutes();
        boolean isKnown = minutes % 10 == 0 && minutes / 10 < sizes.length;
        return new LeadLearning.Prior(minutes, isKnown ? sizes[minutes / 10] : size(minutes), 1 - distrust, shares);
    }
}
