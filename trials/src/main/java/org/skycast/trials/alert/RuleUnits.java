package org.skycast.trials.alert;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.skycast.edge.source.report.Units;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.observe.Variable;
import org.skycast.settings.SettingsException;

/** Variables and units as people say them. */
final class RuleUnits {

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("°C", "degC"),
            Map.entry("C", "degC"),
            Map.entry("celsius", "degC"),
            Map.entry("°F", "degF"),
            Map.entry("F", "degF"),
            Map.entry("fahrenheit", "degF"),
            Map.entry("percent", "%"),
            Map.entry("kmh", "km/h"),
            Map.entry("kph", "km/h"),
            Map.entry("kt", "kn"),
            Map.entry("knots", "kn"),
            Map.entry("W/m²", "W/m2"));

    private static final Map<String, String> VARIABLES = Map.of(
            "temperature", "air_temperature",
            "dew_point", "dew_point_temperature",
            "humidity", "relative_humidity",
            "pressure", "air_pressure",
            "wind", "wind_speed",
            "gust", "wind_speed_of_gust",
            "irradiance", "surface_downwelling_shortwave_flux_in_air",
            "ghi", "surface_downwelling_shortwave_flux_in_air",
            "rain", "thickness_of_rainfall_amount");

    private RuleUnits() {}

    /** The CF standard name of a variable as people call it. */
    static String cfName(String variable) {
        return VARIABLES.getOrDefault(variable, variable);
    }

    /** From given units to the variable's own; of changes, without what shifts the scale. */
    static DoubleUnaryOperator conversion(Feature feature, String units, boolean isOfChanges) {
        String known = UNITS.getOrDefault(units, units);
        if (known.equals(feature.units())) {
            return DoubleUnaryOperator.identity();
        }
        Variable variable = Variable.named(feature.cfName())
                .orElseThrow(() -> new SettingsException(
                        "unit: %s is given in %s alone.".formatted(feature.cfName(), feature.units())));
        DoubleUnaryOperator to = Units.conversion(variable, known);
        double shift = isOfChanges ? to.applyAsDouble(0) : 0;
        // To a millionth, so that 32 degF is 0 degC and no hair beside it.
        return value -> Math.round((to.applyAsDouble(value) - shift) * 1e6) / 1e6;
    }
}
