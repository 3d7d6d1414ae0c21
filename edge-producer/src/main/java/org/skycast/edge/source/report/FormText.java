package org.skycast.edge.source.report;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fields as {@code application/x-www-form-urlencoded} has them, read as consoles write them: set apart by {@code &},
 * the same as an HTML entity, {@code ;} or ends of lines, doubled ones among them, with stray percent signs, and with all of it encoded
 * once more.
 */
final class FormText {

    /** A semicolon sets fields apart only where a name and an equals sign follow: a password may hold one. */
    private static final Pattern BETWEEN = Pattern.compile("&(?:amp;)*|[\\r\\n]+|;(?=[\\w.\\-]+=)");

    private FormText() {}

    /** The fields, decoded; of a name given twice, the last. */
    static Map<String, String> decoded(String text) {
        return fields(text, FormText::decode);
    }

    /** The fields as they stand, for what a console did not encode although it holds a percent sign or a plus. */
    static Map<String, String> plain(String text) {
        return fields(text, value -> value);
    }

    /** The text up to what last sets a field apart, all of it decoded where that was encoded, too. */
    static String withoutLast(String text) {
        String all = opened(text);
        Matcher between = BETWEEN.matcher(all);
        int end = 0;
        while (between.find()) {
            end = between.start();
        }
        return all.substring(0, end);
    }

    /** A text in which nothing is a field's name is encoded once more. */
    private static String opened(String text) {
        return text.indexOf('=') < 0 ? decode(text) : text;
    }

    /** The same fields, to be asked for in any case; of names that differ by case alone, each as it is written. */
    static Map<String, String> anyCase(Map<String, String> fields) {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(fields);
        return anyCase.size() == fields.size() ? anyCase : fields;
    }

    private static Map<String, String> fields(String text, UnaryOperator<String> decoding) {
        String all = opened(text.substring(beginning(text)).strip());
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : BETWEEN.split(all, -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                // A question mark is in no name: what stands before it is the end of a path.
                String name = decode(pair.substring(pair.lastIndexOf('?', equals) + 1, equals))
                        .strip();
                fields.put(name, decoding.apply(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    /** Where the first field begins, behind whatever stands between it and a path. */
    private static int beginning(String text) {
        int at = 0;
        while (at < text.length()) {
            if ("?&;/ \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            } else if (text.regionMatches(true, at, "%3F", 0, 3) || text.regionMatches(true, at, "%26", 0, 3)) {
                at += 3;
            } else {
                return at;
            }
        }
        return at;
    }

    /** A percent sign with two hexadecimal digits is a byte, any other is itself. */
    private static String decode(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int at = 0; at < text.length(); ) {
            char c = text.charAt(at);
            int high = c == '%' && at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(at + 2), 16);
            if (low >= 0) {
                bytes.write(high << 4 | low);
                at += 3;
            } else {
                int next = at + Character.charCount(text.codePointAt(at));
                bytes.writeBytes(
                        c == '+' ? new byte[] {' '} : text.substring(at, next).getBytes(StandardCharsets.UTF_8));
                at = next;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
