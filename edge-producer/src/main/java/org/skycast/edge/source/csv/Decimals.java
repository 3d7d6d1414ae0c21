package org.skycast.edge.source.csv;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers with a decimal comma, as numbers with a point. */
final class Decimals {

    private static final Pattern SURE_COMMA = sure(",", "[.]");
    private static final Pattern SURE_POINT = sure("[.]", ",");
    private static final Pattern BLANK_GROUPS = Pattern.compile("(?<=\\d)[\\u00a0\\u202f ](?=\\d{3})");

    private Decimals() {}

    /** A fraction that is no thousand, or one behind thousands. */
    private static Pattern sure(String decimal, String other) {
        return Pattern.compile(
                "[+-]?(?:\\d*%1$s(?:\\d{1,2}|\\d{4,})|0*%1$s\\d+|\\d{4,}%1$s\\d+|\\d{1,3}(?:%2$s\\d{3})+%1$s\\d+)"
                        .formatted(decimal, other));
    }

    /**
     * The decimal character that the numbers of a row show, if they show one: of 12.3 and 1,012 it is the point, and the comma parts
     * thousands. What could be either shows nothing.
     */
    static Optional<Character> shown(Collection<String> texts) {
        boolean comma = texts.stream().anyMatch(SURE_COMMA.asMatchPredicate());
        boolean point = texts.stream().anyMatch(SURE_POINT.asMatchPredicate());
        return comma == point ? Optional.empty() : Optional.of(comma ? ',' : '.');
    }

    /**
     * A number with a point, or the text as it is where it is none. Where it is neither said nor shown by the row, a single comma is the decimal one
     * if there is no point, and of both the last is; a thousand is thus never told from a thousandth by a single comma.
     *
     * @param said the decimal character, if it is said; the other then parts thousands
     */
    static String plain(String text, Optional<Character> said) {
        String number = BLANK_GROUPS.matcher(text).replaceAll("");
        int comma = number.lastIndexOf(',');
        if (comma < 0 && said.filter(decimal -> decimal == ',').isEmpty()) {
            return number;
        }
        int point = number.lastIndexOf('.');
        boolean isComma = said.map(decimal -> decimal == ',').orElse(comma > point);
        if (isComma && number.indexOf(',') != comma || !isComma && number.indexOf('.') != point) {
            return text;
        }
        String plain = isComma ? number.replace(".", "").replace(',', '.') : number.replace(",", "");
        return isGrouped(number, isComma ? '.' : ',') ? plain : text;
    }

    /** Whether all that stands between thousands does so. */
    private static boolean isGrouped(String number, char between) {
        String quoted = Pattern.quote(String.valueOf(between));
        String[] groups = number.replaceAll("[+-]", "").split(quoted, -1);
        for (int i = 1; i < groups.length; i++) {
            if (!groups[i].matches("\\d{3}(?:[.,]\\d*)?")) {
                return false;
            }
        }
        return true;
    }
}
