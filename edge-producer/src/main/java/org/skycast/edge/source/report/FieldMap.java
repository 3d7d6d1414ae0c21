package org.skycast.edge.source.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.skycast.settings.SettingsException;
import org.skycast.settings.SettingsFile;
import org.skycast.settings.SettingsFile.Environment;

/**
 * What the fields of a sensor's reports, or the columns of its log, mean.
 *
 * @param time fields that may hold the time; the first that is there counts, and if none is, a report is of when it came
 * @param timeParts fields that together are the time, such as the day and the time of day; in place of {@code time}
 * @param timeFormat the form of times that are in none that is known
 * @param zone of times that do not say an offset
 * @param system the field that names the system of units, for {@link Field#unitsOf}
 * @param missing numbers and words that stand for a missing value
 * @param summary fields that only a record has that sums up others, such as an archive record beside loop packets; of one
 *     source one kind is taken
 * @param header the columns of a log that has no header, in their order
 * @param leastColumns as many of these has each row; those of earlier versions of the program lack others
 * @param fields by CF standard name, the fields that may hold it; the first that holds a number counts
 */
public record FieldMap(
        List<String> time,
        List<String> timeParts,
        Optional<String> timeFormat,
        Optional<String> zone,
        Optional<String> system,
        Set<String> missing,
        List<String> summary,
        List<String> header,
        Optional<Integer> leastColumns,
        Map<String, List<Field>> fields) {

    /** Maps that come with Skycast. */
    public static final Set<String> READY = new TreeSet<>(List.of(
            "ambient-csv",
            "cumulus-metric",
            "cumulus-uk",
            "cumulus-us",
            "dwd",
            "ecowitt",
            "ecowitt-csv",
            "ecowitt2mqtt-metric",
            "ndbc",
            "weather-display-metric",
            "weather-display-us",
            "weatherlink",
            "weatherlink-txt-metric",
            "weatherlink-txt-us",
            "weewx",
            "wunderground"));

    /**
     * One field.
     *
     * @param field its name; in JSON steps into an object by a dot
     * @param units of its numbers
     * @param unitsOf the same by the system of units that the report names, in place of {@code units}
     * @param total whether it counts up and is now and then set back; what is taken is what was added
     * @param gauge of several gauges which one it is of; those of the first that is there count
     * @param missing numbers and words that stand for a missing value in this field, besides those of all
     */
    public record Field(
            String field,
            Optional<String> units,
            Map<String, String> unitsOf,
            Boolean total,
            String gauge,
            Set<String> missing) {

        @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
        public Field {
            units = units == null ? Optional.empty() : units;
            unitsOf = unitsOf == null ? Map.of() : Map.copyOf(unitsOf);
            total = total != null && total;
            gauge = gauge == null ? "" : gauge;
            missing = missing == null ? Set.of() : Set.copyOf(missing);
        }

        @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
        private void check() {
            if (field == null) {
                throw new IllegalArgumentException("A field has no name; give field: and its name in the report.");
            }
            if (units.isPresent() == !unitsOf.isEmpty()) {
                throw new IllegalArgumentException("The field '%s' needs either units or unitsOf.".formatted(field));
            }
        }
    }

    @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
    public FieldMap {
        time = time == null ? List.of() : List.copyOf(time);
        timeParts = timeParts == null ? List.of() : List.copyOf(timeParts);
        timeFormat = timeFormat == null ? Optional.empty() : timeFormat;
        zone = zone == null ? Optional.empty() : zone;
        header = header == null ? List.of() : List.copyOf(header);
        leastColumns = leastColumns == null ? Optional.empty() : leastColumns;
        system = system == null ? Optional.empty() : system;
        missing = missing == null ? Set.of() : Set.copyOf(missing);
        summary = summary == null ? List.of() : List.copyOf(summary);
        fields = fields == null ? Map.of() : Map.copyOf(fields);
    }

    /** The same, once all of it can be used; asked when all keys are known, so that a wrong one is named first. */
    private FieldMap checked(String where) {
        try {
            check();
            return this;
        } catch (IllegalArgumentException e) {
            throw new SettingsException("The map %s does not fit: %s".formatted(where, e.getMessage()), e);
        }
    }

    private void check() {
        if (!time.isEmpty() && !timeParts.isEmpty()) {
            throw new IllegalArgumentException("Both time and timeParts are given; keep one of them.");
        }
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("No field is named; list under fields what each CF name is read from.");
        }
        if (leastColumns.filter(least -> least < 1 || least > header.size()).isPresent()) {
            throw new IllegalArgumentException("leastColumns is %d; give one from 1 to the %d columns of header."
                    .formatted(leastColumns.get(), header.size()));
        }
        fields.values().forEach(candidates -> candidates.forEach(Field::check));
        boolean bySystem = fields.values().stream()
                .flatMap(List::stream)
                .anyMatch(field -> !field.unitsOf().isEmpty());
        if (bySystem && system.isEmpty()) {
            throw new IllegalArgumentException(
                    "A field has unitsOf, but 'system' names no field that tells them apart.");
        }
    }

    /** A map that comes with Skycast; {@code name} is one of {@link #READY}. */
    public static FieldMap ready(String name) {
        try (InputStream in = FieldMap.class.getResourceAsStream(name + ".yaml")) {
            if (in == null) {
                throw new IllegalArgumentException("There is no map '%s'.".formatted(name));
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws SettingsException if the file is not there or is no map */
    public static FieldMap read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new SettingsException(
                    "The map %s cannot be read; give a YAML file that is there, or one of %s."
                            .formatted(file, String.join(", ", READY)),
                    e);
        }
    }

    private static FieldMap parse(String yaml, String where) {
        return SettingsFile.read(yaml, where, "{}", FieldMap.class, new Environment("", Map.of()))
                .checked(where);
    }

    /** The map of columns, each by CF standard name; several columns of the time are its parts. */
    public static FieldMap of(List<String> time, Map<String, Column> columns) {
        Map<String, List<Field>> fields = new LinkedHashMap<>();
        columns.forEach((name, column) -> fields.put(
                name,
                List.of(new Field(
                        column.column(),
                        Optional.of(column.units()),
                        Map.of(),
                        column.total(),
                        "",
                        Set.copyOf(column.missing())))));
        boolean parts = time.size() > 1;
        return new FieldMap(
                        parts ? List.of() : time,
                        parts ? time : List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        fields)
                .checked("of columns");
    }

    /** The same, but for what {@code said} says in its place. */
    public FieldMap as(Notation said) {
        Notation both = said.over(notation());
        return new FieldMap(
                time,
                timeParts,
                both.timeFormat(),
                both.zone(),
                system,
                new TreeSet<>(both.missing()),
                summary,
                header,
                leastColumns,
                fields);
    }

    /** How times and missing values are written. */
    public Notation notation() {
        return new Notation(timeFormat, zone, missing.stream().sorted().toList());
    }

    /** The text of a report's time; nothing where it says none, or not all parts of it. */
    public Optional<String> time(Report report) {
        if (timeParts.isEmpty()) {
            return time.stream().flatMap(field -> report.text(field).stream()).findFirst();
        }
        List<String> parts =
                timeParts.stream().flatMap(field -> report.text(field).stream()).toList();
        return parts.size() == timeParts.size() ? Optional.of(String.join(" ", parts)) : Optional.empty();
    }
}
