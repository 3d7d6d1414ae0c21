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
 * What the fields of a sensor's reports mean.
 *
 * @param time fields that may hold the time; the first that is there counts, and if none is, a report is of when it came
 * @param system the field that names the system of units, for {@link Field#unitsOf}
 * @param missing numbers that stand for a missing value
 * @param summary fields that only a record has that sums up others, such as an archive record beside loop packets; of one
 *     source one kind is taken
 * @param fields by CF standard name, the fields that may hold it; the first that holds a number counts
 */
public record FieldMap(
        List<String> time,
        Optional<String> system,
        Set<Double> missing,
        List<String> summary,
        Map<String, List<Field>> fields) {

    /** Maps that come with Skycast. */
    public static final Set<String> READY =
            new TreeSet<>(List.of("weewx", "ecowitt", "ecowitt2mqtt-metric", "wunderground"));

    /**
     * One field.
     *
     * @param field its name; in JSON steps into an object by a dot
     * @param units of its numbers
     * @param unitsOf the same by the system of units that the report names, in place of {@code units}
     * @param total whether it counts up and is now and then set back; what is taken is what was added
     */
    public record Field(String field, Optional<String> units, Map<String, String> unitsOf, Boolean total) {

        @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
        public Field {
            units = units == null ? Optional.empty() : units;
            unitsOf = unitsOf == null ? Map.of() : Map.copyOf(unitsOf);
            total = total != null && total;
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
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("No field is named; list under fields what each CF name is read from.");
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

    /** The map of columns, each by CF standard name. */
    public static FieldMap of(Optional<String> time, Map<String, Column> columns) {
        Map<String, List<Field>> fields = new LinkedHashMap<>();
        columns.forEach((name, column) -> fields.put(
                name, List.of(new Field(column.column(), Optional.of(column.units()), Map.of(), column.total()))));
        return new FieldMap(time.stream().toList(), Optional.empty(), Set.of(), List.of(), fields)
                .checked("of columns");
    }
}
