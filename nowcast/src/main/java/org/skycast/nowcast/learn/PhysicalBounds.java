package org.skycast.nowcast.learn;

import java.time.Instant;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.SunPosition;

/** What a variable can be at a site and a time, whatever anybody forecasts. */
final class PhysicalBounds {

    /** In four hours pressure has not changed by more than this on land: 25 hPa are a bomb in a quarter of a day. */
    private static final double LARGEST_PRESSURE_STEP = 25;

    /** Below this the sun lights nothing: the end of civil twilight, in degrees. */
    private static final double DARK = -6;

    /** Thermopiles read so much below nothing at night, in W m-2. */
    private static final double OFFSET = -20;

    private static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    private static final Range PERCENT = new Range(0, 100);
    private static final Range FRACTION = new Range(0, 1);
    private static final Range NOT_NEGATIVE = new Range(0, Double.POSITIVE_INFINITY);

    private PhysicalBounds() {}

    /** The least and the most. */
    record Range(double least, double most) {

        /** Cuts values to it; gives how many it cut. */
        int cut(double[] values) {
            int cut = 0;
            for (int i = 0; i < values.length; i++) {
                double within = Math.max(least, Math.min(most, values[i]));
                cut += within != values[i] ? 1 : 0;
                values[i] = within;
            }
            return cut;
        }
    }

    /**
     * Of a variable other than irradiance.
     *
     * @param newest the newest value
     */
    static Range of(Feature feature, double newest) {
        return switch (feature) {
            case RELATIVE_HUMIDITY -> PERCENT;
            case CLOUD_AREA_FRACTION -> FRACTION;
            case WIND_SPEED, WIND_GUST, RAIN, VISIBILITY -> NOT_NEGATIVE;
            case PRESSURE -> new Range(newest - LARGEST_PRESSURE_STEP, newest + LARGEST_PRESSURE_STEP);
            default -> ANY;
        };
    }

    /**
     * Of irradiance over a slot.
     *
     * @param middle of the slot
     */
    static Range irradiance(Site site, Instant middle) {
        return new Range(OFFSET, brightest(site, middle));
    }

    /**
     * The most irradiance that there can be, in W m-2: clear sky by Haurwitz (J. Meteorology 2 (1945)), 4% more per
     * kilometre of altitude, for there is less air above, and half as much again where clouds beside the sun send more
     * (C. Gueymard, Solar Energy 153 (2017)); in twilight a little, in the dark nothing.
     */
    static double brightest(Site site, Instant middle) {
        double elevation = SunPosition.of(site, middle).elevation();
        if (elevation <= DARK) {
            return 0;
        }
        double twilight = 2 * (elevation - DARK);
        double sine = StrictMath.sin(StrictMath.toRadians(Math.max(0, elevation)));
        double clear = sine > 0 ? 1098 * sine * StrictMath.exp(-0.057 / sine) : 0;
        double up = 1 + 0.04 * Math.max(0, site.altitude()) / 1000;
        return twilight + 1.5 * clear * up;
    }
}
