package org.skycast.edge.source.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.skycast.nowcast.observe.Variable;
import org.skycast.settings.SettingsException;

/** Reads reports by a map of their fields. Immutable. */
public final class ReportReader {

    private static final int NAMES_SHOWN = 12;

    private final FieldMap map;
    private final Map<Variable, List<Candidate>> candidates = new EnumMap<>(Variable.class);

    /** A field, and its conversion by the system of units; under an empty name the one that always holds. */
    private record Candidate(String field, Map<String, DoubleUnaryOperator> conversions, boolean total) {}

    /** What came of a report. */
    public sealed interface Outcome {}

    /**
     * It says something.
     *
     * @param at when it was measured
     * @param timed whether the report itself says so
     * @param values in the variables' units; what is missing is absent
     * @param totals where counters stand now
     * @param unreadable how many values were there and are no numbers
     */
    public record Read(
            Instant at, boolean timed, Map<Variable, Double> values, Map<Variable, Total> totals, int unreadable)
            implements Outcome {}

    /**
     * It says nothing that can be used.
     *
     * @param reason one plain sentence
     */
    public record Refused(String reason) implements Outcome {}

    /**
     * @param source whose reports they are, for messages
     * @throws SettingsException if a CF name or a unit is unknown, or a unit measures something else
     */
    public ReportReader(FieldMap map, String source) {
        this.map = map;
        map.fields().forEach((name, fields) -> {
            Variable variable = Variable.named(name)
                    .orElseThrow(() -> new SettingsException(
                            "The source %s maps a field to '%s', which is no CF name that Skycast knows; known are %s."
                                    .formatted(source, name, knownNames())));
            try {
                candidates.put(
                        variable,
                        fields.stream().map(f -> candidate(variable, f)).toList());
            } catch (SettingsException e) {
                throw new SettingsException("The source %s: %s".formatted(source, e.getMessage()), e);
            }
        });
    }

    private static String knownNames() {
        return Arrays.stream(Variable.values()).map(Variable::cfName).collect(Collectors.joining(", "));
    }

    private static Candidate candidate(Variable variable, FieldMap.Field field) {
        Map<String, DoubleUnaryOperator> conversions = new TreeMap<>();
        field.units().ifPresent(units -> conversions.put("", Units.conversion(variable, units)));
        field.unitsOf().forEach((system, units) -> conversions.put(system, Units.conversion(variable, units)));
        return new Candidate(field.field(), conversions, field.total());
    }

    /**
     * Reads a report.
     *
     * @param now when it came, for one that does not say its time
     * @param before where counters stood at the report before
     */
    public Outcome read(Report report, Instant now, Map<Variable, Total> before) {
        Optional<String> time = map.time().stream()
                .flatMap(field -> report.text(field).stream())
                .findFirst();
        Optional<Instant> at = time.isEmpty() ? Optional.of(now) : TimeText.parse(time.get(), now);
        if (at.isEmpty()) {
            return new Refused("The time '%s' cannot be read; give seconds since 1970 or UTC as 2026-06-01T00:00:00Z."
                    .formatted(time.get()));
        }
        if (!knowsAnyOf(report)) {
            return new Refused("None of its fields is known; it has %s, and looked for are %s."
                    .formatted(shown(report.names()), shown(fields())));
        }
        return values(report, at.get(), time.filter(text -> !text.equals("now")).isPresent(), before);
    }

    /**
     * Reads the values of a report whose time is known.
     *
     * @param timed whether the report itself says its time
     * @param before where counters stood at the report before
     */
    public Read values(Report report, Instant at, boolean timed, Map<Variable, Total> before) {
        Map<Variable, Double> values = new EnumMap<>(Variable.class);
        Map<Variable, Total> totals = new EnumMap<>(Variable.class);
        totals.putAll(before);
        List<String> unreadable = new ArrayList<>();
        candidates.forEach((variable, fields) -> {
            for (Candidate field : fields) {
                Optional<Double> number = number(report, field, unreadable);
                if (number.isPresent()) {
                    put(variable, field, number.get(), values, totals);
                    break;
                }
            }
        });
        return new Read(at, timed, values, totals, unreadable.size());
    }

    private static void put(
            Variable variable,
            Candidate field,
            double number,
            Map<Variable, Double> values,
            Map<Variable, Total> totals) {
        if (!field.total()) {
            values.put(variable, number);
            return;
        }
        Total total = new Total(field.field(), number);
        total.since(Optional.ofNullable(totals.put(variable, total))).ifPresent(added -> values.put(variable, added));
    }

    /** The field's number in the variable's unit, if it has one. */
    private Optional<Double> number(Report report, Candidate field, List<String> unreadable) {
        Optional<String> text = report.text(field.field());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            double number = Double.parseDouble(text.get());
            if (map.missing().contains(number)) {
                return Optional.empty();
            }
            Optional<DoubleUnaryOperator> conversion = Optional.ofNullable(
                    field.conversions().getOrDefault("", field.conversions().get(system(report))));
            if (conversion.isPresent() && Double.isFinite(number)) {
                return conversion.map(c -> c.applyAsDouble(number));
            }
        } catch (NumberFormatException e) {
            // Counted below.
        }
        unreadable.add(field.field());
        return Optional.empty();
    }

    /** The system of units that the report names, a number without its fraction: WeeWX writes 1, 1.0 and "1.0". */
    private String system(Report report) {
        String system = map.system().flatMap(report::text).orElse("");
        return system.endsWith(".0") ? system.substring(0, system.length() - 2) : system;
    }

    private boolean knowsAnyOf(Report report) {
        return candidates.values().stream()
                .flatMap(List::stream)
                .anyMatch(field -> report.text(field.field()).isPresent());
    }

    private Set<String> fields() {
        return candidates.values().stream()
                .flatMap(List::stream)
                .map(Candidate::field)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String shown(Collection<String> names) {
        String shown = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names.size() > NAMES_SHOWN ? shown + ", …" : shown;
    }
}
