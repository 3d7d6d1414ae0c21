package org.skycast.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.skycast.schemas.ClientProperties;
import org.skycast.settings.SettingsText;

/** What holds of each key where the least is said: what must be said, and the defaults of the rest. */
final class SettingsUsual {

    private final Map<String, String> values = new HashMap<>();

    /**
     * Reads the defaults off settings.
     *
     * @param said what their file says; it must be said
     * @param shorten what is printed in place of a value
     */
    SettingsUsual(JsonNode said, Record settings, UnaryOperator<String> shorten) {
        SettingsText.of(settings, new ClientProperties()::shown)
                .values()
                .forEach((key, value) -> values.put(anyElement(key), "`%s`".formatted(shorten.apply(value))));
        require("", said);
    }

    /** The default at a path, or that there must be a value. */
    Optional<String> at(String path) {
        return Optional.ofNullable(values.get(path));
    }

    /** Whether the group at a path is there. */
    boolean hasGroup(String path) {
        return values.keySet().stream().anyMatch(key -> key.startsWith(path + ".") || key.startsWith(path + "["));
    }

    /** The properties in the group at a path. */
    Optional<String> properties(String path) {
        return values.keySet().stream()
                .filter(key -> key.startsWith(path + "."))
                .sorted()
                .map(key -> "`%s: %s`".formatted(key.substring(path.length() + 1), text(key)))
                .reduce((one, other) -> one + ", " + other);
    }

    private String text(String key) {
        return values.getOrDefault(key, "").replace("`", "");
    }

    private void require(String path, JsonNode node) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry ->
                            require(path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue()));
        } else if (node.isArray() && node.size() > 0 && !node.get(0).isTextual()) {
            node.forEach(element -> require(path + "[]", element));
        } else {
            values.put(anyElement(path), "required");
        }
    }

    /** Of a key in a list, and of one under a name of one's own, as the reference has it. */
    private static String anyElement(String key) {
        return key.replaceAll("\\[\\d+]", "[]")
                .replaceAll("\\.columns\\.\\w+", ".columns.*")
                .replaceAll("^sinks\\.[\\w-]+", "sinks.*");
    }
}
