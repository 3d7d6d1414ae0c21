package org.skycast.edge.source.csv;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a log is written; what is not said is told by the log itself.
 *
 * @param separator between cells: a character, or a word such as tab
 * @param decimal the character before the fraction of a number
 * @param encoding of its text
 */
public record CsvNotation(Optional<String> separator, Optional<String> decimal, Optional<String> encoding) {

    /** Nothing is said. */
    public static final CsvNotation TOLD_BY_THE_LOG =
            new CsvNotation(Optional.empty(), Optional.empty(), Optional.empty());

    /** Stands for any number of blanks and tabs. */
    static final char BLANKS = ' ';

    private static final Map<String, Character> WORDS =
            new TreeMap<>(Map.of("comma", ',', "semicolon", ';', "tab", '\t', "pipe", '|', "blanks", BLANKS));

    private static final Map<Character, String> NAMES =
            Map.of(',', "commas", ';', "semicolons", '\t', "tabs", '|', "pipes", BLANKS, "blanks");

    /** @throws IllegalArgumentException if one of them cannot be used */
    public CsvNotation {
        separator.ifPresent(CsvNotation::character);
        if (decimal.filter(said -> !said.equals(".") && !said.equals(",")).isPresent()) {
            throw new IllegalArgumentException("decimal is '%s'; give '.' or ','.".formatted(decimal.get()));
        }
        encoding.ifPresent(CsvNotation::charset);
    }

    private static char character(String said) {
        Character word = WORDS.get(said.strip().toLowerCase(Locale.ROOT));
        if (word != null) {
            return word;
        } else if (said.length() == 1 && !Character.isLetterOrDigit(said.charAt(0)) && said.charAt(0) != '"') {
            return said.charAt(0);
        }
        throw new IllegalArgumentException("separator is '%s'; give a character such as ';', or one of %s."
                .formatted(said, String.join(", ", WORDS.keySet())));
    }

    private static Charset charset(String said) {
        try {
            return Charset.forName(said.strip());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException(
                    "encoding is '%s', which is not known; give one such as UTF-8, ISO-8859-1 or UTF-16LE."
                            .formatted(said),
                    e);
        }
    }

    /** The separators that the log may have, the likeliest first. */
    List<Character> separators() {
        return separator.map(said -> List.of(character(said))).orElseGet(() -> List.of(',', ';', '\t', '|', BLANKS));
    }

    /** The text's encoding, if it is said. */
    Optional<Charset> charset() {
        return encoding.map(CsvNotation::charset);
    }

    /** The decimal character, if it is said. */
    Optional<Character> decimalCharacter() {
        return decimal.map(said -> said.charAt(0));
    }

    /** What people call a separator. */
    static String name(char separator) {
        return NAMES.getOrDefault(separator, "'" + separator + "'");
    }
}
