package org.skycast.sandbox;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.skycast.edge.source.open.KeysReader;
import org.skycast.settings.Confidential;
import org.skycast.settings.SettingKey;

/** What the type of a setting says to whoever writes one. */
final class SettingsTypes {

    private static final Map<Class<?>, String> PLAIN = Map.ofEntries(
            Map.entry(String.class, "text"),
            Map.entry(Path.class, "path"),
            Map.entry(URI.class, "address"),
            Map.entry(int.class, "whole number"),
            Map.entry(Integer.class, "whole number"),
            Map.entry(OptionalInt.class, "whole number"),
            Map.entry(OptionalLong.class, "whole number"),
            Map.entry(double.class, "number"),
            Map.entry(Double.class, "number"),
            Map.entry(boolean.class, "`true` or `false`"),
            Map.entry(Boolean.class, "`true` or `false`"),
            Map.entry(Duration.class, "duration, such as `PT5M`"),
            Map.entry(Instant.class, "time, such as `2026-06-01T00:00:00Z`"));

    private SettingsTypes() {}

    /** The record whose keys stand in the group that a key holds, itself or in a list or by name; if it holds one. */
    static Optional<Class<?>> group(SettingKey key) {
        JsonDeserialize read = key.component().getAccessor().getAnnotation(JsonDeserialize.class);
        if (read != null && StdConverter.class.isAssignableFrom(read.converter())) {
            return Optional.of(raw(argument(read.converter().getGenericSuperclass(), 0)));
        }
        // Alternatives are read by way of a record of all their keys.
        if (read != null && KeysReader.class.isAssignableFrom(read.contentUsing())) {
            return Optional.of(raw(argument(read.contentUsing().getGenericSuperclass(), 0)));
        }
        return group(raw(innermost(key.type())));
    }

    private static Optional<Class<?>> group(Class<?> type) {
        return type.isRecord() && !type.isAnnotationPresent(Confidential.class) ? Optional.of(type) : Optional.empty();
    }

    /** What stands between a key and the keys in it: {@code []} for each list, {@code .*} for names. */
    static String steps(Type type) {
        Class<?> raw = raw(type);
        if (List.class.isAssignableFrom(raw)) {
            return "[]" + steps(argument(type, 0));
        }
        if (Map.class.isAssignableFrom(raw)) {
            return ".*" + steps(argument(type, 1));
        }
        return raw == Optional.class ? steps(argument(type, 0)) : "";
    }

    /** What may stand at a key of this type. */
    static String values(Type type) {
        Class<?> raw = raw(type);
        if (raw == Optional.class) {
            return values(argument(type, 0));
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return "list: " + values(argument(type, 0));
        }
        if (Map.class.isAssignableFrom(raw)) {
            return raw(argument(type, 1)) == String.class ? "group: property to text" : "group: name to group";
        }
        if (raw.isEnum()) {
            return Arrays.stream(raw.getEnumConstants()).map("`%s`"::formatted).collect(Collectors.joining(", "));
        }
        if (raw.isAnnotationPresent(Confidential.class)) {
            return "text, never shown";
        }
        return PLAIN.getOrDefault(raw, "group");
    }

    private static Type innermost(Type type) {
        Class<?> raw = raw(type);
        if (List.class.isAssignableFrom(raw) || raw == Optional.class) {
            return innermost(argument(type, 0));
        }
        return Map.class.isAssignableFrom(raw) ? innermost(argument(type, 1)) : type;
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType generic ? raw(generic.getRawType()) : (Class<?>) type;
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
