package org.skycast.edge.source.csv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of the rows that follow.
 *
 * @param names without blanks around them, and without those at the end that are empty
 * @param isLeast whether rows may have more cells than that, as where a log has no header and grows with its program
 * @param trouble why its rows cannot be read, as the end of a sentence
 */
record CsvHeader(List<String> names, char separator, boolean isLeast, Optional<String> trouble) {

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
        this(names, separator, false, Optional.empty());
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
        int filled = values.size();
        while (filled > names.size() && values.get(filled - 1).isEmpty()) {
            filled--;
        }
        if (filled > names.size() && !isLeast || values.size() < names.size()) {
            return new Fit.Unfit("it has %d %s and its header %d columns"
                    .formatted(values.size(), values.size() == 1 ? "cell" : "cells", names.size()));
        }
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            cells.put(names.get(i), values.get(i));
        }
        return new Fit.Fits(cells);
    }
}
