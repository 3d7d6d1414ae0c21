package org.skycast.benchmarks.hostile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** HostileKinds of hostile records, each with what makes the next of it: one, or a few that belong together. */
final class HostileKinds {

    private final Map<String, Supplier<List<HostileRecord>>> makers = new LinkedHashMap<>();

    /** Adds a kind of which one record is one. */
    HostileKinds one(String name, Supplier<HostileRecord> maker) {
        return some(name, () -> List.of(maker.get()));
    }

    /** Adds a kind of which several records are one. */
    HostileKinds some(String name, Supplier<List<HostileRecord>> maker) {
        if (makers.put(name, maker) != null) {
            throw new IllegalArgumentException("There is a kind '%s' already.".formatted(name));
        }
        return this;
    }

    /** Adds another family's. */
    HostileKinds all(HostileKinds others) {
        others.makers.forEach(this::some);
        return this;
    }

    List<String> names() {
        return List.copyOf(makers.keySet());
    }

    /** The next of a kind. */
    List<HostileRecord> next(String name) {
        return Objects.requireNonNull(makers.get(name), name).get().stream()
                .map(one -> one.kind(name))
                .toList();
    }
}
