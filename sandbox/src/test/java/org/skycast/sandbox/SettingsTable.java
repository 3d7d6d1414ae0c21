package org.skycast.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A part of the settings' reference.
 *
 * @param title its heading, in Markdown
 * @param rows a row a key
 */
record SettingsTable(String title, List<Row> rows) {

    SettingsTable {
        rows = List.copyOf(rows);
    }

    /**
     * A key.
     *
     * @param path where it stands; {@code []} is an element of a list, {@code *} any name
     * @param values what may stand there
     * @param usual what holds if it is left out
     * @param meaning in a sentence
     * @param variable what sets it from the environment; absent where it can be set with the group around it alone
     */
    record Row(String path, String values, String usual, String meaning, Optional<String> variable) {

        String markdown() {
            return "| `%s` | %s | %s | %s | %s |"
                    .formatted(
                            path,
                            values,
                            usual,
                            meaning,
                            variable.map("`%s`"::formatted).orElse("with the group around it"));
        }
    }

    /** The variable that sets the key at {@code path}. */
    static Optional<String> variable(String prefix, String path) {
        if (path.contains("*")) {
            return Optional.empty();
        }
        return Optional.of(prefix
                + path.replace("[]", ".0")
                        .replaceAll("([A-Z])", "_$1")
                        .replace("-", "_")
                        .replace(".", "__")
                        .toUpperCase(Locale.ROOT));
    }

    String markdown() {
        String head = "%s%n%n| key | values | default | what it means | environment |%n|---|---|---|---|---|%n";
        return head.formatted(title) + rows.stream().map(Row::markdown).collect(Collectors.joining("\n")) + "\n";
    }
}
