package org.skycast.nowcast.alert;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a rule holds.
 *
 * @param patterns station ids, with {@code *} for any letters and {@code ?} for one
 * @param overrides by station id, the levels that hold there in the place of the rule's own
 */
public record AlertPlaces(List<String> patterns, Map<String, List<AlertLevel>> overrides) {

    /** @throws IllegalArgumentException in one sentence if an override can never hold */
    public AlertPlaces {
        patterns = List.copyOf(patterns);
        Map<String, List<AlertLevel>> sorted = new TreeMap<>();
        overrides.forEach((station, levels) -> sorted.put(station, List.copyOf(levels)));
        overrides = Collections.unmodifiableMap(sorted);
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException(
                    "stations: is empty, so the rule holds nowhere; name ids, or all by [\"*\"].");
        }
        for (String station : overrides.keySet()) {
            if (!concerns(patterns, station)) {
                throw new IllegalArgumentException(
                        "overrides: names %s, where the rule does not hold; add it to stations, or take it away here."
                                .formatted(station));
            }
        }
    }

    /** Whether the rule holds at a station. */
    public boolean concerns(String station) {
        return concerns(patterns, station);
    }

    private static boolean concerns(List<String> patterns, String station) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, station));
    }

    /** Goes back to the last star only, so a pattern of many stars costs no more than its length times the text's. */
    private static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int taken = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                taken = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++taken;
            } else {
                return false;
            }
        }
        return pattern.substring(p).chars().allMatch(rest -> rest == '*');
    }
}
