package org.skycast.trials.report;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.skycast.nowcast.compare.Row;

/** The leads that tables show; the JSON has all. */
final class ShownLeads {

    private static final List<Duration> USUAL = List.of(
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4));

    private ShownLeads() {}

    /** The usual ones; where models have none of those, their first, middle and last. */
    static SortedSet<Duration> of(List<Row> rows) {
        var leads = new TreeSet<Duration>();
        rows.forEach(row -> leads.add(row.lead()));
        var shown = new TreeSet<>(leads);
        shown.retainAll(USUAL);
        if (shown.isEmpty() && !leads.isEmpty()) {
            List<Duration> all = List.copyOf(leads);
            shown.addAll(List.of(all.get(0), all.get(all.size() / 2), all.get(all.size() - 1)));
        }
        return shown;
    }
}
