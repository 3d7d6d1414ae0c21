package org.skycast.edge.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.SunPosition;

/**
 * Plausible weather at a site: seasons and days by the sun, a slow drift of pressure, warmth and cloud, cloud that dims
 * the sun, narrows the day's range and brings rain. A function of seed, site and time.
 */
public final class Weather {

    private final Site site;
    private final Wander synoptic;
    private final Wander warmth;
    private final Wander cloudiness;
    private final Wander broken;
    private final Wander windiness;
    private final Wander gustiness;
    private final Wander direction;

    public Weather(Site site, long seed) {
        this.site = site;
        this.synoptic = new Wander(seed * 31 + 1, 48, 240);
        this.warmth = new Wander(seed * 31 + 2, 36, 200);
        this.cloudiness = new Wander(seed * 31 + 3, 5, 60);
        this.broken = new Wander(seed * 31 + 4, 0.4, 3);
        this.windiness = new Wander(seed * 31 + 5, 4, 48);
        this.gustiness = new Wander(seed * 31 + 6, 0.1, 0.5);
        this.direction = new Wander(seed * 31 + 7, 12, 120);
    }

    /** The share of the sky that is covered, 0 to 1. */
    public double cloudCover(Instant time) {
        double t = seconds(time);
        // Low pressure brings cloud.
        double drive = 1.3 * cloudiness.at(t) + 0.5 * broken.at(t) - 0.9 * synoptic.at(t);
        return 1 / (1 + Math.exp(-1.4 * drive));
    }

    /**
     * Global irradiance without cloud, W m-2: 1098 cos z exp(-0.057 / cos z) (B. Haurwitz, J. Meteor. 2 (1945),
     * 154-166).
     */
    public double clearSkyIrradiance(Instant time) {
        double sine = Math.sin(Math.toRadians(SunPosition.of(site, time).elevation()));
        return sine <= 0.01 ? 0 : 1098 * sine * Math.exp(-0.057 / sine);
    }

    /** Global irradiance: the clear sky's times 1 - 0.75 n^3.4 (F. Kasten, G. Czeplak, Solar Energy 24 (1980), 177-189). */
    public double irradiance(Instant time) {
        return clearSkyIrradiance(time) * (1 - 0.75 * Math.pow(cloudCover(time), 3.4));
    }

    /** Rain in mm an hour: only under a sky that is nearly covered. */
    public double rainRate(Instant time) {
        double excess = cloudCover(time) - 0.85;
        return excess <= 0 ? 0 : 40 * excess * Math.max(0, 0.6 + broken.at(seconds(time)));
    }

    /** All that the station's sensors measure, rain since {@code before}. */
    public Map<Variable, Double> measured(Instant time, Duration before) {
        double t = seconds(time);
        double cloud = cloudCover(time);
        double temperature = temperature(time, cloud);
        double dewPoint = Math.min(temperature, temperature - 1 - 9 * (1 - cloud) * afternoon(time));
        double speed = Math.max(0, 3.5 + 2.2 * windiness.at(t) + 0.5 * gustiness.at(t));
        Map<Variable, Double> values = new EnumMap<>(Variable.class);
        values.put(Variable.AIR_TEMPERATURE, round(temperature, 10));
        values.put(Variable.DEW_POINT, round(dewPoint, 10));
        values.put(Variable.RELATIVE_HUMIDITY, round(relativeHumidity(temperature, dewPoint), 10));
        values.put(Variable.PRESSURE, round(pressure(t), 10));
        values.put(Variable.WIND_SPEED, round(speed, 10));
        values.put(Variable.WIND_GUST, round(speed * 1.5, 10));
        values.put(Variable.WIND_DIRECTION, round(Math.floorMod(Math.round(240 + 80 * direction.at(t)), 360), 1));
        values.put(Variable.GHI, round(irradiance(time), 10));
        values.put(Variable.RAIN, round(rainRate(time) * before.toSeconds() / 3600.0, 1000));
        values.put(Variable.VISIBILITY, round(Math.max(500, 40_000 - 30_000 * cloud * cloud), 1));
        values.put(Variable.CLOUD_AREA_FRACTION, round(cloud, 100));
        return values;
    }

    private double temperature(Instant time, double cloud) {
        double latitude = Math.abs(site.latitude());
        double yearly = 27 - 0.35 * latitude - 0.0065 * Math.max(0, site.altitude());
        double season = Math.cos(2 * Math.PI * (dayOfYear(time) - 200) / 365.25) * Math.signum(site.latitude());
        double swing = 0.25 * latitude;
        // The warmest hour follows the highest sun by two to three.
        double day = (2 * afternoon(time) - 1) * 5 * (1 - 0.6 * cloud);
        return yearly + swing * season + day + 3 * warmth.at(seconds(time));
    }

    /** 0 before sunrise to 1 in the afternoon, by local solar time. */
    private double afternoon(Instant time) {
        double hour = Math.floorMod(time.getEpochSecond() + Math.round(site.longitude() * 240), 86_400) / 3600.0;
        return 0.5 + 0.5 * Math.cos(2 * Math.PI * (hour - 14.5) / 24);
    }

    /** At the station, by the barometric formula with a scale height of 8.4 km. */
    private double pressure(double t) {
        return (1013.25 + 9 * synoptic.at(t)) * Math.exp(-site.altitude() / 8400);
    }

    /** Magnus' formula with the constants of Sonntag (1990), as in WMO-No. 8. */
    private static double relativeHumidity(double temperature, double dewPoint) {
        double ratio = Math.exp(17.62 * dewPoint / (243.12 + dewPoint) - 17.62 * temperature / (243.12 + temperature));
        return Math.min(100, 100 * ratio);
    }

    private static double dayOfYear(Instant time) {
        return time.atOffset(ZoneOffset.UTC).getDayOfYear();
    }

    private static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }

    private static double round(double value, double perUnit) {
        return Math.round(value * perUnit) / perUnit;
    }
}
