package org.skycast.edge.source.console;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A request's headers, read in one pass over their lines.
 *
 * @param values by name in lower case; of a name given twice, both, set apart by a comma
 */
record RequestHeaders(Map<String, String> values) {

    /** Nine digits are more than any body may have. */
    private static final int MOST_DIGITS = 9;

    /** Reads lines that end by a line feed, with or without a carriage return before it; what is no header is passed over. */
    static RequestHeaders of(String lines) {
        Map<String, String> values = new HashMap<>();
        lines.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                values.merge(name, line.substring(colon + 1).strip(), (a, b) -> a + "," + b);
            }
        });
        return new RequestHeaders(values);
    }

    /** How long the body is said to be; empty if nothing is said that begins with a digit. */
    OptionalLong length() {
        String said = value("content-length");
        int digits = 0;
        while (digits < Math.min(MOST_DIGITS, said.length()) && Character.digit(said.charAt(digits), 10) >= 0) {
            digits++;
        }
        return digits == 0 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(said.substring(0, digits)));
    }

    /** Whether the body comes in chunks. */
    boolean isChunked() {
        return value("transfer-encoding").toLowerCase(Locale.ROOT).contains("chunked");
    }

    /** Whether the client waits for a word before it sends the body. */
    boolean waits() {
        return value("expect").toLowerCase(Locale.ROOT).startsWith("100-continue");
    }

    private String value(String name) {
        return values.getOrDefault(name, "");
    }
}
