package org.skycast.edge.source.report;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Numbers as sensors write them, and what they write where they have none. Immutable. */
final class NumberText {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+([.]\\d*)?|[.]\\d+)([eE][+-]?\\d{1,3})?");
    private static final List<String> POINTS =
            List.of("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW");

    private final Set<Double> missingNumbers = new HashSet<>();
    private final Set<String> missingWords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    /** @param missing numbers and words that stand for a missing value */
    NumberText(Set<String> missing) {
        for (String one : missing) {
            OptionalDouble number = number(one);
            if (number.isPresent()) {
                missingNumbers.add(number.getAsDouble());
            } else {
                missingWords.add(one.strip());
            }
        }
    }

    /** Whether {@code text} stands for a missing value, however its zeros are written. */
    boolean isMissing(String text) {
        OptionalDouble number = number(text);
        return number.isPresent() ? missingNumbers.contains(number.getAsDouble()) : missingWords.contains(text);
    }

    /** A finite decimal number with a point, its sign perhaps a typographer's. */
    static OptionalDouble number(String text) {
        String number = text.strip().replace('\u2212', '-');
        if (!NUMBER.matcher(number).matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(number);
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** The same, or one of the sixteen points of the compass in English, in degrees. */
    static OptionalDouble direction(String text) {
        int point = POINTS.indexOf(text.strip().toUpperCase(Locale.ROOT));
        return point < 0 ? number(text) : OptionalDouble.of(point * 22.5);
    }
}
