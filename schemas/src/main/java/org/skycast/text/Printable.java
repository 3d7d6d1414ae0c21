package org.skycast.text;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Text of unknown origin for logs, terminals and sentences: what would move a cursor, end a line, hide or reorder what
 * stands beside it is written as its number, {@code \}{@code u001b}.
 */
public final class Printable {

    /** As much of a text as fits into a sentence. */
    private static final int SENTENCE = 1_000;

    /** As much of a name as fits into a sentence beside others. */
    private static final int NAME = 100;

    private Printable() {}

    /** All of a text. */
    public static String of(String text) {
        if (text.codePoints().allMatch(Printable::isPlain)) {
            return text;
        }
        var printable = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> append(printable, point));
        return printable.toString();
    }

    /** As much of it as fits into a sentence. */
    public static String cut(String text) {
        return cut(text, SENTENCE);
    }

    /** A name, such as a key: as much of it as fits into a sentence beside others. */
    public static String name(String text) {
        return cut(text, NAME);
    }

    /** Names beside each other, {@code most} of them. */
    public static String names(Collection<String> names, int most) {
        return listed(names, most, "");
    }

    /** The same in quotes, for names that may hold blanks. */
    public static String quoted(Collection<String> names, int most) {
        return listed(names, most, "'");
    }

    private static String listed(Collection<String> names, int most, String quote) {
        return names.stream().limit(most).map(one -> quote + name(one) + quote).collect(Collectors.joining(", "))
                + (names.size() > most ? ", …" : "");
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return of(text);
        }
        return "%s… (%d characters)".formatted(of(text.substring(0, most)), text.length());
    }

    private static void append(StringBuilder printable, int point) {
        if (isPlain(point)) {
            printable.appendCodePoint(point);
        } else {
            for (char unit : Character.toChars(point)) {
                printable.append("\\u%04x".formatted((int) unit));
            }
        }
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
