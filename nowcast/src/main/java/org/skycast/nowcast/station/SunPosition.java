package org.skycast.nowcast.station;

import java.time.Instant;
import java.time.ZoneOffset;
import net.e175.klaus.solarpositioning.DeltaT;
import net.e175.klaus.solarpositioning.Grena3;
import net.e175.klaus.solarpositioning.SolarPosition;

/**
 * Where the sun stands, seen from a site, without refraction.
 *
 * <p>Algorithm 3 of R. Grena, "Five new algorithms for the computation of sun position from 2010 to 2110", Solar
 * Energy 86 (2012), 1323-1337: within 0.01 degree from 2010 to 2110.
 *
 * @param elevation degrees above the horizon, negative below it
 * @param azimuth degrees from north by east, 0 to 360
 */
public record SunPosition(double elevation, double azimuth) {

    /** The sun over {@code site} at {@code time}. */
    public static SunPosition of(Site site, Instant time) {
        var utc = time.atZone(ZoneOffset.UTC);
        SolarPosition position = Grena3.calculateSolarPosition(
                utc, site.latitude(), site.longitude(), DeltaT.estimate(utc.toLocalDate()));
        return new SunPosition(90 - position.zenithAngle(), position.azimuth());
    }
}
