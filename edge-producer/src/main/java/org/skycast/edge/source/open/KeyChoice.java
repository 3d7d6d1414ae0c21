package org.skycast.edge.source.open;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which kind of source a group of settings means, told by the one key that it names its kind by. */
public final class KeyChoice {

    private final Set<String> present;

    /** @param keys whether each key of the group is there */
    public KeyChoice(Map<String, Boolean> keys) {
        present = keys.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The one of {@code kinds} that is there.
     *
     * @throws IllegalArgumentException if there is none, or more than one
     */
    public String kind(List<String> kinds) {
        List<String> named = kinds.stream().filter(present::contains).toList();
        if (named.size() != 1) {
            throw new IllegalArgumentException("Give one of %s; there is %s."
                    .formatted(String.join(", ", kinds), named.isEmpty() ? "none" : String.join(" and ", named)));
        }
        return named.get(0);
    }

    /** @throws IllegalArgumentException if a key is there that does not go with {@code kind} */
    public void onlyWith(String kind, Set<String> fitting) {
        for (String key : present) {
            if (!key.equals(kind) && !fitting.contains(key)) {
                throw new IllegalArgumentException("'%s' does not go with '%s'; with it go %s."
                        .formatted(key, kind, String.join(", ", new TreeSet<>(fitting))));
            }
        }
    }
}
