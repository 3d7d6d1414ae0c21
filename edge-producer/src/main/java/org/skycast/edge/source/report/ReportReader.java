package org.skycast.edge.source.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.skycast.edge.source.ClockBound;
import org.skycast.nowcast.observe.Variable;
import org.skycast.settings.SettingsException;
import org.skycast.text.Printable;

/** Reads reports by a map of their fields. Immutable. */
public final class ReportReader {

    private static final int NAMES_SHOWN = 12;

    private static final Pattern COMMA = Pattern.compile("^([+-]?\\d+),(\\d{1,2})(?![\\d.,])");

    private final FieldMap map;
    private final TimeText times;
    private final Map<Variable, List<Candidate>> candidates = new EnumMap<>(Variable.class);

    /** What came of a report. */
    public sealed interface Outcome {}

    /**
     * It says something.
     *
     * @param at when it was measured
     * @param timed whether the report itself says so
     * @param values in the variables' units; what is missing is absent
     * @param totals where counters stand now, by field
     * @param unreadable how many values were there and are no numbers
     * @param offset how far its time is from this computer's clock, in words, where that is more than a few minutes
     */
    public record Read(
            Instant at,
            boolean timed,
            Map<Variable, Double> values,
            Map<String, Total> totals,
            int unreadable,
            Optional<String> offset)
            implements Outcome {}

    /**
     * It says nothing that can be used.
     *
     * @param reason one plain sentence
     */
    public record Refused(String reason) implements Outcome {}

    /**
     * Its time is not yet.
     *
     * @param reason one plain sentence
     */
    public record Ahead(String reason) implements Outcome {}

    /**
     * @param source whose reports they are, for messages
     * @throws SettingsException if a CF name, a unit, a zone or a form of time cannot be used
     */
    public ReportReader(FieldMap map, String source) {
        this.map = map;
        try {
            this.times = map.notation().times();
        } catch (SettingsException e) {
            throw new SettingsException("The source %s: %s".formatted(source, e.getMessage()), e);
        }
        map.fields().forEach((name, fields) -> {
            Variable variable = Variable.named(name)
                    .orElseThrow(() -> new SettingsException(
                            "The source %s maps a field to '%s', which is no CF name that Skycast knows; known are %s."
                                    .formatted(source, name, knownNames())));
            try {
                candidates.put(
                        variable,
                        fields.stream()
                                .map(f -> Candidate.of(variable, f, map.missing()))
                                .toList());
            } catch (SettingsException e) {
                throw new SettingsException("The source %s: %s".formatted(source, e.getMessage()), e);
            }
        });
    }

    private static String knownNames() {
        return Arrays.stream(Variable.values()).map(Variable::cfName).collect(Collectors.joining(", "));
    }

    /** How the times of its reports are written. */
    public TimeText times() {
        return times;
    }

    /**
     * Reads a report.
     *
     * @param now when it came, for one that does not say its time
     * @param before where counters stood at the report before, by field
     */
    public Outcome read(Report report, Instant now, Map<String, Total> before) {
        if (ClockBound.wasNeverSet(now)) {
            return new Refused(
                    "This computer's clock says %s: it was never set; set it, best by a time server.".formatted(now));
        }
        Optional<String> time = map.time(report);
        Optional<Instant> at = time.isEmpty() ? Optional.of(now) : times.read(time.get(), now);
        if (at.isEmpty()) {
            return new Refused(times.unreadable(Printable.name(time.get())));
        }
        if (time.isPresent() && ClockBound.isAhead(at.get(), now)) {
            return new Ahead("Its time '%s' is %s; set the clock of the device, or say its zone."
                    .formatted(Printable.name(time.get()), ClockBound.offset(at.get(), now)));
        }
        if (time.isPresent() && ClockBound.wasNeverSet(at.get())) {
            return new Refused(
                    "Its time '%s' is that of a clock which was never set.".formatted(Printable.name(time.get())));
        }
        if (!knowsAnyOf(report)) {
            return new Refused("None of its fields is known; it has %s, and looked for are %s."
                    .formatted(shown(report.names()), shown(fields())));
        }
        Read read = values(
                withPoints(report),
                at.get(),
                time.filter(text -> !text.equals("now")).isPresent(),
                before);
        boolean off = read.timed() && ClockBound.isOff(at.get(), now);
        return off ? off(read, ClockBound.offset(at.get(), now)) : read;
    }

    /** Numbers of a report have no thousands, so a comma before one or two digits is the decimal one. */
    private static Report withPoints(Report report) {
        return new Report() {
            @Override
            public Optional<String> text(String field) {
                return report.text(field).map(text -> COMMA.matcher(text).replaceFirst("$1.$2"));
            }

            @Override
            public Collection<String> names() {
                return report.names();
            }
        };
    }

    private static Read off(Read read, String offset) {
        return new Read(read.at(), read.timed(), read.values(), read.totals(), read.unreadable(), Optional.of(offset));
    }

    /**
     * Reads the values of a report whose time is known.
     *
     * @param timed whether the report itself says its time
     * @param before where counters stood at the report before, by field
     */
    public Read values(Report report, Instant at, boolean timed, Map<String, Total> before) {
        Map<Variable, Double> values = new EnumMap<>(Variable.class);
        Map<String, Total> totals = new HashMap<>(before);
        List<String> unreadable = new ArrayList<>();
        String system = system(report);
        candidates.forEach((variable, fields) ->
                value(fields, report, system, at, totals, unreadable).ifPresent(value -> values.put(variable, value)));
        return new Read(at, timed, values, totals, unreadable.size(), Optional.empty());
    }

    /** The first field's that has one; of counters what those of the first gauge that is there say together. */
    private Optional<Double> value(
            List<Candidate> fields,
            Report report,
            String system,
            Instant at,
            Map<String, Total> totals,
            List<String> unreadable) {
        List<Counters.Showing> showing = new ArrayList<>();
        Optional<String> gauge = Optional.empty();
        for (Candidate field : fields) {
            if (gauge.isPresent() && !(field.total() && field.gauge().equals(gauge.get()))) {
                continue;
            }
            Optional<Double> value = field.value(report, system, unreadable);
            if (value.isPresent() && !field.total()) {
                return value;
            } else if (value.isPresent()) {
                gauge = Optional.of(field.gauge());
                showing.add(new Counters.Showing(field.field(), value.get()));
            }
        }
        List<String> counters =
                fields.stream().filter(Candidate::total).map(Candidate::field).toList();
        return showing.isEmpty() ? Optional.empty() : Counters.added(showing, counters, at, totals);
    }

    /** The system of units that the report names, a number without its fraction: WeeWX writes 1, 1.0 and "1.0". */
    private String system(Report report) {
        String system = map.system().flatMap(report::text).orElse("");
        return system.endsWith(".0") ? system.substring(0, system.length() - 2) : system;
    }

    /** Whether the report itself says its time, and not that it is of now. */
    public boolean saysTime(Report report) {
        return map.time(report).filter(text -> !text.equals("now")).isPresent();
    }

    /** Whether it sums up others, which come too; empty where the map does not tell the two apart. */
    Optional<Boolean> isSummary(Report report) {
        return map.summary().isEmpty()
                ? Optional.empty()
                : Optional.of(map.summary().stream()
                        .anyMatch(field -> report.text(field).isPresent()));
    }

    /** The texts of all its fields that are looked for, by field. */
    Map<String, String> texts(Report report) {
        Map<String, String> texts = new HashMap<>();
        fields().forEach(field -> report.text(field).ifPresent(text -> texts.put(field, text)));
        return texts;
    }

    private boolean knowsAnyOf(Report report) {
        return fields().stream().anyMatch(field -> report.text(field).isPresent());
    }

    private Set<String> fields() {
        return candidates.values().stream()
                .flatMap(List::stream)
                .map(Candidate::field)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String shown(Collection<String> names) {
        return names.isEmpty() ? "none" : Printable.names(names, NAMES_SHOWN);
    }
}
