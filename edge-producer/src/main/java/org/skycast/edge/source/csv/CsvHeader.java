package org.skycast.edge.source.csv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The columns of the rows that follow.
 *
 * @param names without blanks around them, and without those at the end that are empty
 * @param least where the log itself has no header, how many cells rows have at least: they grow with its program
 * @param trouble why its rows cannot be read, as the end of a sentence
 */
record CsvHeader(List<String> names, char separator, Optional<Integer> least, Optional<String> trouble) {

    private static final Pattern CLOCK = Pattern.compile("\\d{1,2}:\\d{2}");

    CsvHeader {
        List<String> trimmed = new ArrayList<>(names);
        trimmed.replaceAll(String::strip);
        while (!trimmed.isEmpty() && trimmed.get(trimmed.size() - 1).isEmpty()) {
            trimmed.remove(trimmed.size() - 1);
        }
        if (!trimmed.isEmpty()) {
            // Some loggers write their names as a comment.
            trimmed.set(0, trimmed.get(0).replaceFirst("^#\\s*", ""));
        }
        names = Collections.unmodifiableList(trimmed);
    }

    /** One whose rows can be read. */
    CsvHeader(List<String> names, char separator) {
        this(names, separator, Optional.empty(), Optional.empty());
    }

    /** A row's cells by column, or why they are not what the header says. */
    sealed interface Fit {
        /** They are. */
        record Fits(Map<String, String> cells) implements Fit {}

        /** They are not; {@code why} is the end of a sentence. */
        record Unfit(String why) implements Fit {}
    }

    /** The cells of a row. */
    Fit fit(List<String> values) {
        if (trouble.isPresent()) {
            return new Fit.Unfit("the columns above it " + trouble.get());
        } else if (values.isEmpty()) {
            return new Fit.Unfit("its quotes are not closed");
        }
        String number = "it has %d %s".formatted(values.size(), values.size() == 1 ? "cell" : "cells");
        if (least.isPresent()) {
            return values.size() < least.get()
                    ? new Fit.Unfit("%s, and rows of such a log have at least %d".formatted(number, least.get()))
                    : told(values);
        }
        int filled = values.size();
        while (filled > names.size() && values.get(filled - 1).isEmpty()) {
            filled--;
        }
        return filled > names.size() || values.size() < names.size()
                ? new Fit.Unfit("%s and its header %d columns".formatted(number, names.size()))
                : new Fit.Fits(cells(values));
    }

    /** A row whose number of cells tells nothing: a row that was cut short and then gone on from would look like a longer one. */
    private Fit told(List<String> values) {
        List<String> clocks =
                values.stream().filter(cell -> CLOCK.matcher(cell).find()).toList();
        return clocks.size() > 1
                ? new Fit.Unfit("it has two times, '%s' and '%s', as where two rows have run together"
                        .formatted(clocks.get(0), clocks.get(1)))
                : new Fit.Fits(cells(values));
    }

    private Map<String, String> cells(List<String> values) {
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
            cells.put(names.get(i), values.get(i));
        }
        return cells;
    }
}
