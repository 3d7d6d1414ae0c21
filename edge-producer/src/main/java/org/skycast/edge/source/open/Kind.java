package org.skycast.edge.source.open;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of source as a group of settings tells it.
 *
 * @param key the one key that the kind is named by
 * @param value of that key; null where the group does not have it
 * @param settings what that value and the keys beside it mean
 */
record Kind<K, V, S>(String key, Function<K, @Nullable V> value, BiFunction<K, V, S> settings) {

    /**
     * The settings that the keys mean.
     *
     * @throws IllegalArgumentException if a value cannot be used
     */
    S settings(K keys) {
        V named = value.apply(keys);
        if (named == null) {
            throw new IllegalStateException("The key '%s' is not there.".formatted(key));
        }
        return settings.apply(keys, named);
    }
}
