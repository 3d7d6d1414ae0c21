package org.skycast.nowcast.feature;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The versions of the feature spec that this build can make. A version's tensors never change, for published bundles and
 * logs name it; what is new is a version of its own. To add one, list its groups here and teach the training the same.
 */
public final class FeatureRegistry {

    private static final List<FeatureGroup> SLOTS_1 =
            List.of(new HistoryFeatures(), new SunFeatures(), new CalendarFeatures(), new SkyFeatures());

    private static final Map<String, List<FeatureGroup>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("slots-1", SLOTS_1);
        GROUPS.put("slots-2", and(SLOTS_1, new DayBeforeFeatures()));
        GROUPS.put("slots-3", List.of(new HistoryFeatures(), new SunFeatures(), new SkyFeatures(), new HourFeatures()));
    }

    private FeatureRegistry() {}

    private static List<FeatureGroup> and(List<FeatureGroup> earlier, FeatureGroup more) {
        List<FeatureGroup> all = new ArrayList<>(earlier);
        all.add(more);
        return List.copyOf(all);
    }

    /** The versions, oldest first. */
    public static Set<String> versions() {
        return Collections.unmodifiableSet(GROUPS.keySet());
    }

    /** @throws IllegalArgumentException that lists the versions, if this is none of them */
    static List<FeatureGroup> groups(String version) {
        List<FeatureGroup> groups = GROUPS.get(version);
        if (groups == null) {
            throw new IllegalArgumentException("No feature spec is named %s; this build can make %s."
                    .formatted(version, String.join(", ", versions())));
        }
        return groups;
    }
}
