package org.skycast.benchmarks.hostile;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where a record was found.
 *
 * @param slots of how many slots the observations name it
 * @param rejections how often it is rejected, by reason
 * @param letters how many dead letters it has, by reason
 */
record Found(int slots, Map<String, Integer> rejections, Map<String, Integer> letters) {

    /** Nowhere. */
    static final Found NOWHERE = new Found(0, Map.of(), Map.of());

    Found {
        rejections = Map.copyOf(rejections);
        letters = Map.copyOf(letters);
    }

    /** This, and in one slot more. */
    Found used() {
        return new Found(slots + 1, rejections, letters);
    }

    /** This, and rejected once more. */
    Found rejected(String reason) {
        return new Found(slots, more(rejections, reason), letters);
    }

    /** This, and a dead letter more. */
    Found letter(String reason) {
        return new Found(slots, rejections, more(letters, reason));
    }

    private static Map<String, Integer> more(Map<String, Integer> before, String reason) {
        Map<String, Integer> counts = new TreeMap<>(before);
        counts.merge(reason, 1, Integer::sum);
        return counts;
    }

    boolean isNothing() {
        return equals(NOWHERE);
    }

    boolean isNowhereAside() {
        return aside() == 0;
    }

    boolean isPartlyUsed() {
        return slots == 1 && letters.isEmpty();
    }

    /** How often it was put aside. */
    int aside() {
        return rejections.values().stream().mapToInt(Integer::intValue).sum()
                + letters.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        return isNothing()
                ? "found nowhere"
                : "found in %d slots, rejected %s, dead letters %s".formatted(slots, rejections, letters);
    }
}
