package org.skycast.nowcast.learn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.skycast.nowcast.forecast.ForecastSpec;

/**
 * The lead times for which a station teaches; what it teaches of those between is between. Four of them say nearly all of
 * what twenty-four would, and fit into what may be kept.
 *
 * @param leads ascending, each a lead of the model
 * @param indices where each stands among the model's leads
 */
record Anchors(List<Duration> leads, List<Integer> indices) {

    private static final int[] WANTED_MINUTES = {10, 30, 90, 240};

    Anchors {
        leads = List.copyOf(leads);
        indices = List.copyOf(indices);
    }

    /** Those of a model's leads that are nearest to ten and thirty minutes, an hour and a half, and four hours. */
    static Anchors of(ForecastSpec spec) {
        List<Duration> leads = new ArrayList<>();
        List<Integer> indices = new ArrayList<>();
        for (int wanted : WANTED_MINUTES) {
            int nearest = 0;
            for (int i = 1; i < spec.leads().size(); i++) {
                if (distance(spec, i, wanted) < distance(spec, nearest, wanted)) {
                    nearest = i;
                }
            }
            if (!indices.contains(nearest)) {
                indices.add(nearest);
                leads.add(spec.leads().get(nearest));
            }
        }
        return new Anchors(leads, indices);
    }

    private static long distance(ForecastSpec spec, int index, int minutes) {
        return Math.abs(spec.leads().get(index).toMinutes() - minutes);
    }

    /** How many. */
    int count() {
        return leads.size();
    }

    /**
     * Where a lead lies.
     *
     * @param below the anchor at or below it; of a lead before the first, the first
     * @param share how far it is on the way to the next, 0 to less than 1; beyond the last it stays there
     */
    record Place(int below, double share) {}

    /** Where a lead lies among them, by time. */
    Place of(Duration lead) {
        int below = 0;
        while (below + 1 < count() && leads.get(below + 1).compareTo(lead) <= 0) {
            below++;
        }
        if (below + 1 == count() || lead.compareTo(leads.get(below)) <= 0) {
            return new Place(below, 0);
        }
        double from = leads.get(below).toSeconds();
        return new Place(
                below, (lead.toSeconds() - from) / (leads.get(below + 1).toSeconds() - from));
    }
}
