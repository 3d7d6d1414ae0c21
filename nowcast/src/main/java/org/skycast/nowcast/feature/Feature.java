package org.skycast.nowcast.feature;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;

/** A number that a forecaster reads, or forecasts, of a slot: named by its CF standard name. */
public enum Feature {
    AIR_TEMPERATURE(Variable.AIR_TEMPERATURE),
    DEW_POINT(Variable.DEW_POINT),
    RELATIVE_HUMIDITY(Variable.RELATIVE_HUMIDITY),
    PRESSURE(Variable.PRESSURE),
    WIND_SPEED(Variable.WIND_SPEED),
    WIND_GUST(Variable.WIND_GUST),
    EASTWARD_WIND("eastward_wind", "m s-1"),
    NORTHWARD_WIND("northward_wind", "m s-1"),
    GHI(Variable.GHI),
    RAIN(Variable.RAIN),
    VISIBILITY(Variable.VISIBILITY),
    CLOUD_AREA_FRACTION(Variable.CLOUD_AREA_FRACTION);

    private final String cfName;
    private final String units;
    private final Optional<Variable> variable;

    Feature(Variable variable) {
        this.cfName = variable.cfName();
        this.units = variable.units();
        this.variable = Optional.of(variable);
    }

    Feature(String cfName, String units) {
        this.cfName = cfName;
        this.units = units;
        this.variable = Optional.empty();
    }

    /** The CF standard name. */
    public String cfName() {
        return cfName;
    }

    /** The unit in UDUNITS notation. */
    public String units() {
        return units;
    }

    /** The feature with this CF standard name. */
    public static Optional<Feature> named(String cfName) {
        return Arrays.stream(values()).filter(f -> f.cfName.equals(cfName)).findFirst();
    }

    /**
     * Its value over a slot: the mean; of rain, the total; of a wind component, the mean speed along the circular mean
     * direction (wind blows from its direction, hence the sign). Absent where a sensor said nothing or cannot be
     * believed.
     */
    public OptionalDouble of(Map<Variable, Summary> slot) {
        return switch (this) {
            case EASTWARD_WIND -> component(slot, radians -> -Math.sin(radians));
            case NORTHWARD_WIND -> component(slot, radians -> -Math.cos(radians));
            case RAIN ->
                usable(slot, Variable.RAIN)
                        .map(Summary::total)
                        .map(OptionalDouble::of)
                        .orElse(OptionalDouble.empty());
            default ->
                variable.flatMap(v -> usable(slot, v))
                        .map(Summary::mean)
                        .map(OptionalDouble::of)
                        .orElse(OptionalDouble.empty());
        };
    }

    private static OptionalDouble component(
            Map<Variable, Summary> slot, java.util.function.DoubleUnaryOperator projection) {
        Optional<Summary> speed = usable(slot, Variable.WIND_SPEED);
        Optional<Summary> direction = usable(slot, Variable.WIND_DIRECTION);
        if (speed.isEmpty() || direction.isEmpty()) {
            return OptionalDouble.empty();
        }
        double radians = Math.toRadians(direction.get().mean());
        return OptionalDouble.of(speed.get().mean() * projection.applyAsDouble(radians));
    }

    private static Optional<Summary> usable(Map<Variable, Summary> slot, Variable variable) {
        return Optional.ofNullable(slot.get(variable)).filter(Summary::isUsable);
    }
}
