package org.skycast.records;

import java.time.Duration;
import java.util.List;

/** Lead times, which the log has in whole minutes. */
final class LeadRecords {

    private LeadRecords() {}

    static List<Integer> minutes(List<Duration> leads) {
        return leads.stream().map(lead -> (int) lead.toMinutes()).toList();
    }

    static List<Duration> leads(List<Integer> minutes) {
        return minutes.stream().map(Duration::ofMinutes).toList();
    }
}
