package org.skycast.edge.source.csv;

import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers with a decimal comma, as numbers with a point. */
final class Decimals {

    private static final Pattern COMMA = Pattern.compile("[+-]?\\d*,\\d+");
    private static final Pattern BLANK_GROUPS = Pattern.compile("(?<=\\d)[\\u00a0\\u202f ](?=\\d{3})");

    private Decimals() {}

    /** Whether {@code text} is a number with a decimal comma, where nothing is said. */
    static boolean hasComma(String text) {
        return COMMA.matcher(text).matches();
    }

    /**
     * A number with a point, or the text as it is where it is none. Where it is not said, a single comma is the decimal one
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
