package org.skycast.edge.source.open;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The kinds of source that a group of settings may mean, told apart by the one key that each is named by. {@link GoesWith}
 * says which keys may stand beside it.
 *
 * @param <K> every key that such a group may have; what the file does not say is null
 * @param all in the order in which messages name them
 */
record Kinds<K extends Record, S>(List<Kind<K, ?, S>> all) {

    /**
     * The settings that the keys of a group mean.
     *
     * @throws IllegalArgumentException if they mean none or more than one, or one does not fit
     */
    S settings(K keys) {
        Set<String> present = names(keys, key -> isThere(keys, key));
        Kind<K, ?, S> kind = kind(present);
        Set<String> fitting = names(keys, key -> goesWith(key, kind.key()));
        for (String key : present) {
            if (!key.equals(kind.key()) && !fitting.contains(key)) {
                throw new IllegalArgumentException("'%s' does not go with '%s'; with it go %s."
                        .formatted(key, kind.key(), String.join(", ", fitting)));
            }
        }
        return kind.settings(keys);
    }

    /** The keys that name them. */
    List<String> names() {
        return all.stream().<String>map(Kind::key).toList();
    }

    private Kind<K, ?, S> kind(Set<String> present) {
        List<Kind<K, ?, S>> named =
                all.stream().filter(kind -> present.contains(kind.key())).toList();
        if (named.size() != 1) {
            throw new IllegalArgumentException("Give one of %s; there is %s."
                    .formatted(joined(all, ", "), named.isEmpty() ? "none" : joined(named, " and ")));
        }
        return named.get(0);
    }

    private static <K, S> String joined(List<Kind<K, ?, S>> kinds, String between) {
        return kinds.stream().map(Kind::key).collect(Collectors.joining(between));
    }

    private static Set<String> names(Record keys, Predicate<RecordComponent> which) {
        return Arrays.stream(keys.getClass().getRecordComponents())
                .filter(which)
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean goesWith(RecordComponent key, String kind) {
        GoesWith kinds = key.getAnnotation(GoesWith.class);
        return kinds != null && Arrays.asList(kinds.value()).contains(kind);
    }

    private static boolean isThere(Record keys, RecordComponent key) {
        try {
            return key.getAccessor().invoke(keys) != null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The key %s cannot be read.".formatted(key), e);
        }
    }
}
