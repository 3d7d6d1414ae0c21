package org.skycast.nowcast.station;

/**
 * A place on the earth.
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 * @param altitude metres above mean sea level, -500 to 9000
 */
public record Site(double latitude, double longitude, double altitude) {

    /** @throws IllegalArgumentException if a coordinate is not on the earth */
    public Site {
        require("latitude", latitude, -90, 90);
        require("longitude", longitude, -180, 180);
        require("altitude", altitude, -500, 9000);
    }

    private static void require(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "The %s of a site is %s; give a number from %s to %s.".formatted(name, value, least, most));
        }
    }
}
