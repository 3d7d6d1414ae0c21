package org.skycast.nowcast.observe;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a station's sensors measure: the CF standard name, the unit, the range in which a value is physically possible
 * and the largest step between two readings a minute apart.
 *
 * <p>Ranges and steps follow the WMO Guide to Instruments and Methods of Observation (WMO-No. 8, 2018, volume V,
 * chapter 1, annex "Basic quality-control procedures for data from automatic weather stations"); irradiance allows for
 * cloud enhancement above the solar constant and for the small negative offsets of thermopiles at night.
 */
public enum Variable {
    AIR_TEMPERATURE("air_temperature", "degC", -80, 60, 3),
    DEW_POINT("dew_point_temperature", "degC", -80, 35, 4),
    RELATIVE_HUMIDITY("relative_humidity", "%", 0, 100, 15),
    PRESSURE("air_pressure", "hPa", 500, 1100, 2),
    WIND_SPEED("wind_speed", "m s-1", 0, 75, 20),
    WIND_GUST("wind_speed_of_gust", "m s-1", 0, 150, 150),
    WIND_DIRECTION("wind_from_direction", "degree", 0, 360, 360),
    GHI("surface_downwelling_shortwave_flux_in_air", "W m-2", -20, 1600, 1000),
    RAIN("thickness_of_rainfall_amount", "mm", 0, 400, 400),
    VISIBILITY("visibility_in_air", "m", 0, 500_000, 500_000),
    CLOUD_AREA_FRACTION("cloud_area_fraction", "1", 0, 1, 1);

    private final String cfName;
    private final String units;
    private final double least;
    private final double most;
    private final double largestStep;

    Variable(String cfName, String units, double least, double most, double largestStep) {
        this.cfName = cfName;
        this.units = units;
        this.least = least;
        this.most = most;
        this.largestStep = largestStep;
    }

    /** The CF standard name, such as {@code air_temperature}. */
    public String cfName() {
        return cfName;
    }

    /** The unit in UDUNITS notation, such as {@code degC}. */
    public String units() {
        return units;
    }

    /** The least value that is physically possible. */
    public double least() {
        return least;
    }

    /** The greatest value that is physically possible. */
    public double most() {
        return most;
    }

    /** The largest change between two readings at most {@link QualityControl#STEP_SPAN} apart. */
    public double largestStep() {
        return largestStep;
    }

    /** The variable with this CF standard name. */
    public static Optional<Variable> named(String cfName) {
        return Arrays.stream(values()).filter(v -> v.cfName.equals(cfName)).findFirst();
    }

    /** The same entries, unmodifiable and in the order of this enum, so that what is written of them never varies. */
    public static <T> Map<Variable, T> ordered(Map<Variable, T> entries) {
        Map<Variable, T> ordered = new EnumMap<>(Variable.class);
        ordered.putAll(entries);
        return Collections.unmodifiableMap(ordered);
    }
}
