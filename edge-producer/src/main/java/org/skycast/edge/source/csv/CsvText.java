package org.skycast.edge.source.csv;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The text of a file: UTF-16 by its mark or by the zeros of its first letters, and else UTF-8, or Latin-1 where a line is not
 * that. What is said comes first.
 *
 * @param charset the one of the file; absent where each line tells
 */
record CsvText(Optional<Charset> charset) {

    /** What text is read as where nothing speaks against it. */
    static final String USUAL = "UTF-8";

    /** @param first bytes of the file */
    static CsvText of(byte[] first, Optional<Charset> said) {
        if (said.isPresent() && !said.get().equals(StandardCharsets.UTF_16)) {
            return new CsvText(said);
        }
        if (startsWith(first, 0xff, 0xfe) || isLetterAndZero(first, 0, 1)) {
            return new CsvText(Optional.of(StandardCharsets.UTF_16LE));
        } else if (said.isPresent() || startsWith(first, 0xfe, 0xff) || isLetterAndZero(first, 1, 0)) {
            return new CsvText(Optional.of(StandardCharsets.UTF_16BE));
        }
        return new CsvText(Optional.empty());
    }

    private static boolean startsWith(byte[] first, int a, int b) {
        return first.length >= 2 && (first[0] & 0xff) == a && (first[1] & 0xff) == b;
    }

    private static boolean isLetterAndZero(byte[] first, int letter, int zero) {
        return first.length >= 4
                && first[letter] > 0
                && first[zero] == 0
                && first[2 + letter] > 0
                && first[2 + zero] == 0;
    }

    /** How many bytes a sign that ends a line takes. */
    int unit() {
        return isSixteen() ? 2 : 1;
    }

    private boolean isSixteen() {
        return charset.filter(set -> set.name().startsWith("UTF-16")).isPresent();
    }

    /** Whether {@code sign}, such as a line feed, ends at a byte. */
    boolean is(char sign, byte[] buffer, int end) {
        if (!isSixteen()) {
            return buffer[end - 1] == sign;
        }
        boolean little = charset.filter(StandardCharsets.UTF_16LE::equals).isPresent();
        return buffer[little ? end - 2 : end - 1] == sign && buffer[little ? end - 1 : end - 2] == 0;
    }

    /** A line's text, without a mark at its beginning. */
    String decode(byte[] line) {
        String text = charset.map(set -> new String(line, set)).orElseGet(() -> told(line));
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static String told(byte[] line) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(line, StandardCharsets.ISO_8859_1);
        }
    }

    /** What a line was read as. */
    String name(byte[] line) {
        if (charset.isPresent()) {
            return isSixteen() ? "UTF-16" : charset.get().displayName();
        }
        return told(line).equals(new String(line, StandardCharsets.UTF_8)) ? USUAL : "Latin-1";
    }
}
