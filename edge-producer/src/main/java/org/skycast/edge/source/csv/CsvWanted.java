package org.skycast.edge.source.csv;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.skycast.edge.source.report.FieldMap;

/**
 * The columns that a header must have.
 *
 * @param time of them one, or all if {@code allOfTime}
 * @param fields of them one, or all if {@code allOfFields}
 */
record CsvWanted(List<String> time, boolean allOfTime, Set<String> fields, boolean allOfFields) {

    private static final int NAMES_SHOWN = 6;

    /** @param all whether each of the fields must be there, as where the settings name them */
    static CsvWanted of(FieldMap map, boolean all) {
        boolean parts = !map.timeParts().isEmpty();
        Set<String> fields = map.fields().values().stream()
                .flatMap(List::stream)
                .map(field -> field.field().strip())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new CsvWanted(parts ? map.timeParts() : map.time(), parts, fields, all);
    }

    /** Whether a line's cells are names of columns; a row's never are. */
    boolean isHeader(List<String> cells) {
        return hasTime(cells) || named(cells) >= 2;
    }

    /** How many of the wanted columns are there. */
    long named(List<String> names) {
        return Stream.concat(time.stream(), fields.stream())
                .distinct()
                .filter(names::contains)
                .count();
    }

    private boolean hasTime(List<String> names) {
        return allOfTime ? names.containsAll(time) : time.stream().anyMatch(names::contains);
    }

    /** Why no row can be read under these names, as the end of a sentence; nothing where some values can. */
    Optional<String> trouble(List<String> names) {
        return amiss(names)
                .or(() -> fields.stream().anyMatch(names::contains)
                        ? Optional.empty()
                        : Optional.of("have none of the columns %s".formatted(quoted(fields))));
    }

    /** The same, and a column that the settings name and that is not there. */
    Optional<String> anyTrouble(List<String> names) {
        return amiss(names)
                .or(() -> lacking(names).map("have no column '%s'"::formatted))
                .or(() -> trouble(names));
    }

    private Optional<String> amiss(List<String> names) {
        if (!hasTime(names)) {
            List<String> lacking =
                    time.stream().filter(name -> !names.contains(name)).toList();
            return Optional.of(
                    time.size() == 1 || allOfTime
                            ? "have no column '%s'".formatted(lacking.get(0))
                            : "have none of the columns %s".formatted(quoted(lacking)));
        }
        return Stream.concat(time.stream(), fields.stream())
                .filter(name -> Collections.frequency(names, name) > 1)
                .findFirst()
                .map("have two columns '%s', of which one must be named anew"::formatted);
    }

    /** A field that must be there and is not. */
    Optional<String> lacking(List<String> names) {
        return fields.stream()
                .filter(name -> allOfFields && !names.contains(name))
                .findFirst();
    }

    static String quoted(Iterable<String> names) {
        List<String> all = Stream.iterate(names.iterator(), i -> i.hasNext(), i -> i)
                .map(i -> "'" + i.next() + "'")
                .toList();
        return all.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "))
                + (all.size() > NAMES_SHOWN ? ", …" : "");
    }
}
