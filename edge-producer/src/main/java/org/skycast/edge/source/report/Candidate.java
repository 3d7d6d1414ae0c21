package org.skycast.edge.source.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import org.skycast.nowcast.observe.RainCounter;
import org.skycast.nowcast.observe.Variable;

/**
 * A field that may hold a variable, and how its numbers become those of the variable.
 *
 * @param units of its numbers by the system of units; under an empty name the one that always holds
 * @param conversions by the same
 * @param total whether it counts up
 * @param gauge which one it is of
 * @param missing what stands for a missing value
 */
record Candidate(
        Variable variable,
        String field,
        Map<String, String> units,
        Map<String, DoubleUnaryOperator> conversions,
        boolean total,
        String gauge,
        NumberText missing) {

    /** Hygrometers show somewhat more than there can be while it is saturated; what they mean is that. */
    private static final double MOST_HUMIDITY = 105;

    /** @param missing what stands for a missing value in all fields */
    static Candidate of(Variable variable, FieldMap.Field field, Set<String> missing) {
        Map<String, String> units = new TreeMap<>(field.unitsOf());
        field.units().ifPresent(always -> units.put("", always));
        Map<String, DoubleUnaryOperator> conversions = new TreeMap<>();
        units.forEach((system, unit) -> conversions.put(system, Units.conversion(variable, unit)));
        Set<String> all = new TreeSet<>(missing);
        all.addAll(field.missing());
        return new Candidate(
                variable, field.field(), units, conversions, field.total(), field.gauge(), new NumberText(all));
    }

    /**
     * The field's number in the variable's unit, if it has one.
     *
     * @param system of units that the report names
     * @param unreadable takes the name of the field where something is there that is no value
     */
    Optional<Double> value(Report report, String system, List<String> unreadable) {
        String unit = units.getOrDefault("", units.getOrDefault(system, ""));
        Optional<String> text = report.text(field)
                .map(present -> Units.without(unit, present))
                .filter(present -> !missing.isMissing(present));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        OptionalDouble number =
                variable == Variable.WIND_DIRECTION ? NumberText.direction(text.get()) : NumberText.number(text.get());
        Optional<DoubleUnaryOperator> conversion =
                Optional.ofNullable(conversions.getOrDefault("", conversions.get(system)));
        if (number.isPresent() && conversion.isPresent()) {
            double value = conversion.get().applyAsDouble(number.getAsDouble());
            if (!total || RainCounter.isCount(value)) {
                return Optional.of(saturated(value));
            }
        }
        unreadable.add(field);
        return Optional.empty();
    }

    private double saturated(double value) {
        boolean isWet = variable == Variable.RELATIVE_HUMIDITY && value > 100 && value <= MOST_HUMIDITY;
        return isWet ? 100 : value;
    }
}
