package org.skycast.settings;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settings as they hold, defaults and environment included, to be printed at a start: a line a key, no secret among them.
 * What is not set is left out.
 */
public final class SettingsText {

    /** What stands in a secret's place. */
    public static final String SECRET = "(secret)";

    /** A password may hold what parts an address from the next, so all up to the last user goes. */
    private static final Pattern USER = Pattern.compile("://\\S*@");

    /** Tokens stand in queries. */
    private static final Pattern QUERY = Pattern.compile("(://[^\\s?]*)\\?\\S*");

    private final Map<String, String> values = new LinkedHashMap<>();
    private final BinaryOperator<String> properties;

    private SettingsText(BinaryOperator<String> properties) {
        this.properties = properties;
    }

    /**
     * The text of {@code settings}.
     *
     * @param properties what may be shown of a client's property, by its name and its value: any text may stand there
     */
    public static SettingsText of(Record settings, BinaryOperator<String> properties) {
        var text = new SettingsText(properties);
        text.addGroup("", settings);
        return text;
    }

    /** What is shown of each key; {@code stations[0].site.latitude} is a key in a list. */
    public Map<String, String> values() {
        return Collections.unmodifiableMap(values);
    }

    /** A line a key. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> "  %s: %s".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private void addGroup(String path, Record group) {
        for (SettingKey key : SettingKey.of(group.getClass())) {
            present(key.value(group)).ifPresent(value -> {
                if (key.isUnwrapped() && value instanceof Record keys) {
                    addGroup(path, keys);
                } else {
                    String name = path.isEmpty() ? key.name() : path + "." + key.name();
                    add(name, value, key.isConfidential() || value.getClass().isAnnotationPresent(Confidential.class));
                }
            });
        }
    }

    private void add(String path, Object value, boolean isConfidential) {
        if (isConfidential) {
            values.put(path, confidential(value));
        } else if (value instanceof Record group) {
            addGroup(path, group);
        } else if (value instanceof Map<?, ?> map) {
            map.keySet().stream().map(String::valueOf).sorted().forEach(name -> addEntry(path, name, map.get(name)));
        } else if (value instanceof List<?> list && list.stream().anyMatch(SettingsText::isNested)) {
            for (int i = 0; i < list.size(); i++) {
                add("%s[%d]".formatted(path, i), list.get(i), false);
            }
        } else {
            values.put(path, withoutSecrets(text(value)));
        }
    }

    private void addEntry(String path, String name, @Nullable Object value) {
        String key = path + "." + name;
        if (value instanceof String text) {
            values.put(key, withoutSecrets(properties.apply(name, text)));
        } else if (value != null) {
            add(key, value, value.getClass().isAnnotationPresent(Confidential.class));
        }
    }

    private static String confidential(Object value) {
        // Of a program and its arguments, the program.
        return value instanceof List<?> list && !list.isEmpty() ? "[%s, …]".formatted(list.get(0)) : SECRET;
    }

    /** As people write it: of several whole days Java makes hours. */
    private static String text(Object value) {
        boolean days = value instanceof Duration span
                && span.compareTo(Duration.ofDays(1)) > 0
                && span.equals(Duration.ofDays(span.toDays()));
        return days ? "P%dD".formatted(((Duration) value).toDays()) : String.valueOf(value);
    }

    private static String withoutSecrets(String text) {
        return QUERY.matcher(USER.matcher(text).replaceAll("://" + SECRET + "@"))
                .replaceAll("$1?" + SECRET);
    }

    private static boolean isNested(Object element) {
        return element instanceof Record || element instanceof List<?>;
    }

    private static Optional<Object> present(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(inner -> inner);
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
        }
        if (value instanceof OptionalDouble number) {
            return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
        }
        return Optional.ofNullable(value);
    }
}
