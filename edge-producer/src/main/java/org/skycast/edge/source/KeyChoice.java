package org.skycast.edge.source;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Which kind of source a group of settings means, told by the one key that it names its kind by. */
final class KeyChoice {

    private KeyChoice() {}

    /**
     * The kind that {@code keys} mean; what the file does not say is null in them.
     *
     * @throws IllegalArgumentException if they mean none or more than one, or a key is there that does not go with it
     */
    static String kind(Record keys) {
        List<String> kinds = names(keys, key -> !key.isAnnotationPresent(GoesWith.class));
        List<String> named = names(keys, key -> kinds.contains(key.getName()) && isThere(keys, key));
        if (named.size() != 1) {
            throw new IllegalArgumentException("Give one of %s; there is %s."
                    .formatted(String.join(", ", kinds), named.isEmpty() ? "none" : String.join(" and ", named)));
        }
        String kind = named.get(0);
        Set<String> fitting = new TreeSet<>(names(keys, key -> goesWith(key, kind)));
        for (String key : new TreeSet<>(names(keys, key -> isThere(keys, key)))) {
            if (!key.equals(kind) && !fitting.contains(key)) {
                throw new IllegalArgumentException(
                        "'%s' does not go with '%s'; with it go %s.".formatted(key, kind, String.join(", ", fitting)));
            }
        }
        return kind;
    }

    private static List<String> names(Record keys, Predicate<RecordComponent> which) {
        return Arrays.stream(keys.getClass().getRecordComponents())
                .filter(which)
                .map(RecordComponent::getName)
                .toList();
    }

    private static boolean goesWith(RecordComponent key, String kind) {
        GoesWith kinds = key.getAnnotation(GoesWith.class);
        return kinds != null && List.of(kinds.value()).contains(kind);
    }

    private static boolean isThere(Record keys, RecordComponent key) {
        try {
            return key.getAccessor().invoke(keys) != null;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("The key %s cannot be read.".formatted(key), e);
        }
    }
}
