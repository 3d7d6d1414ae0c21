package org.skycast.edge.source.console;

import java.util.Locale;
import java.util.Optional;

/**
 * A request's first line.
 *
 * @param method in upper case
 * @param target as it stands, blanks among it
 * @param isVersioned whether a version of HTTP stands behind it, so that the line is whole
 */
record FirstLine(String method, String target, boolean isVersioned) {

    private static final int LONGEST_METHOD = 16;
    private static final int VERSION = 10;

    /** Takes a line apart; empty if it does not begin with a method. */
    static Optional<FirstLine> of(String line) {
        String bare = line.strip();
        int method = 0;
        while (method < bare.length() && method <= LONGEST_METHOD && isLetter(bare.charAt(method))) {
            method++;
        }
        if (method == 0 || method > LONGEST_METHOD || method == bare.length() || !isBlank(bare.charAt(method))) {
            return Optional.empty();
        }
        String rest = bare.substring(method).strip();
        int last = Math.max(rest.lastIndexOf(' '), rest.lastIndexOf('\t'));
        String version = rest.substring(last + 1).toUpperCase(Locale.ROOT);
        boolean versioned = version.length() <= VERSION && version.matches("HTTP/\\d(\\.\\d)?");
        String target = versioned ? rest.substring(0, Math.max(0, last)).strip() : rest;
        return Optional.of(new FirstLine(bare.substring(0, method).toUpperCase(Locale.ROOT), target, versioned));
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
