package org.skycast.edge.source.csv;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.skycast.edge.source.report.FieldMap;
import org.skycast.text.Printable;

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

    /**
     * The names of a header, those that differ from a wanted one in case, blanks or the way a unit is written alone as that is
     * wanted: {@code Temp (℃)} for {@code temp(°C)}. One that is there as it is wanted, or that two are like, is left as it is.
     */
    List<String> asWanted(List<String> names) {
        Set<String> all = new LinkedHashSet<>(time);
        all.addAll(fields);
        List<String> like = names.stream().map(CsvWanted::alike).toList();
        List<String> found = new ArrayList<>(names);
        for (String one : all) {
            int at = like.indexOf(alike(one));
            boolean isOnly = at >= 0 && at == like.lastIndexOf(alike(one));
            if (isOnly && !names.contains(one) && !all.contains(names.get(at))) {
                found.set(at, one);
            }
        }
        return found;
    }

    private static String alike(String name) {
        return Normalizer.normalize(name.replace('\u00ba', '\u00b0'), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s^]", "");
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

    static String quoted(Collection<String> names) {
        return Printable.quoted(names, NAMES_SHOWN);
    }
}
