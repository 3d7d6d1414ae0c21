package org.skycast.edge.source.open;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The kinds of source that a group of settings may mean, told apart by the one key that each is named by.
 *
 * @param keys every key that such a group may have, as a record; what the file does not say is null
 * @param all in the order in which messages name them
 */
record Kinds<K extends Record, S>(Class<K> keys, List<Kind<K, ?, S>> all) {

    /**
     * The settings that the keys of a group mean.
     *
     * @throws IllegalArgumentException if they mean none or more than one, or one does not fit
     */
    S settings(K group) {
        Set<String> present = present(group);
        Kind<K, ?, S> kind = kind(present);
        for (String key : present) {
            if (!key.equals(kind.key()) && !kind.with().contains(key)) {
                throw new IllegalArgumentException("'%s' does not go with '%s'; with it go %s."
                        .formatted(key, kind.key(), String.join(", ", new TreeSet<>(kind.with()))));
            }
        }
        return kind.settings(group);
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

    private Set<String> present(K group) {
        Set<String> present = new TreeSet<>();
        for (RecordComponent key : keys.getRecordComponents()) {
            try {
                if (key.getAccessor().invoke(group) != null) {
                    present.add(key.getName());
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return present;
    }
}
