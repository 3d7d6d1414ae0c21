package org.skycast.edge.source.report;

/** Mends JSON that programs write by hand, so that a value that is none costs itself and not the report. */
final class LenientJson {

    private static final int LONGEST_WORD = 64;

    private LenientJson() {}

    /**
     * The text with each bare word that is no JSON, such as {@code nan}, {@code -inf}, {@code None} or {@code 1.2.3}, in quotes,
     * a string in single quotes in double ones, a value that is left out as {@code null}, and control characters as blanks.
     */
    static String mended(String text) {
        var mended = new StringBuilder(text.length() + 32);
        char before = 0;
        for (int at = 0; at < text.length(); ) {
            char c = text.charAt(at);
            int end = at + 1;
            if (c == '"') {
                end = stringEnd(text, at, '"');
                append(mended, text, at, end);
            } else if (c == '\'' && "{[,:".indexOf(before) >= 0 && before != 0) {
                end = stringEnd(text, at, '\'');
                quoted(mended, text.substring(at + 1, Math.max(at + 1, end - 1)));
            } else if (isOfWord(c)) {
                end = wordEnd(text, at);
                word(mended, text.substring(at, end));
            } else if ((c == ',' || c == '}' || c == ']') && before == ':') {
                mended.append("null").append(c);
            } else if ((c == '}' || c == ']') && before == ',') {
                mended.setCharAt(mended.lastIndexOf(","), ' ');
                mended.append(c);
            } else {
                mended.append(c < ' ' && c != '\n' ? ' ' : c);
            }
            before = c <= ' ' ? before : c;
            at = end;
        }
        return mended.toString();
    }

    private static void append(StringBuilder mended, String text, int from, int to) {
        for (int at = from; at < to; at++) {
            mended.append(text.charAt(at) < ' ' ? ' ' : text.charAt(at));
        }
    }

    /** A string in the quotes of Python. */
    private static void quoted(StringBuilder mended, String string) {
        String escaped = string.replace("\\'", "'").replace("\"", "\\\"");
        mended.append('"');
        append(mended, escaped, 0, escaped.length());
        mended.append('"');
    }

    private static int stringEnd(String text, int from, char quote) {
        int at = from + 1;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), at + 1);
    }

    private static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length() && isOfWord(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static void word(StringBuilder mended, String word) {
        boolean json = word.equals("true")
                || word.equals("false")
                || word.equals("null")
                || (word.length() <= LONGEST_WORD && word.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?"));
        mended.append(json ? word : '"' + word + '"');
    }

    /** Letters and digits of any script, and what stands in numbers and in #N/A. */
    private static boolean isOfWord(char c) {
        return c > 127 || Character.isLetterOrDigit(c) || "+-._#/%°?*'".indexOf(c) >= 0;
    }
}
