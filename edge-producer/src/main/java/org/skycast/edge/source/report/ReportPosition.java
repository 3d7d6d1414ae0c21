package org.skycast.edge.source.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a source of reports has to know over a restart; the spool keeps it with the reading.
 *
 * @param at when the last reading was measured, in milliseconds since 1970
 * @param recent what tells the last reports apart, newest first
 * @param totals where counters stood, by field
 * @param summaries whether records that sum up others are taken, or the others; empty where they are not told apart
 */
record ReportPosition(long at, List<String> recent, Map<String, Total> totals, Optional<Boolean> summaries) {

    /** Before the first report. */
    public static final ReportPosition NONE = new ReportPosition(Long.MIN_VALUE, List.of(), Map.of(), Optional.empty());

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    @SuppressWarnings("NullAway") // Jackson gives null for what another version did not write
    public ReportPosition {
        recent = List.copyOf(recent);
        totals = Map.copyOf(Total.byField(totals));
        summaries = summaries == null ? Optional.empty() : summaries;
    }

    /** After a further report, where counters stand by field; which were taken is told by {@link #knowing}. */
    public ReportPosition after(long time, Map<String, Total> totalsNow, Optional<Boolean> summariesNow) {
        return new ReportPosition(time, List.of(), totalsNow, summariesNow.or(() -> summaries));
    }

    /** The same, with no time after {@code now}; what a counter showed at a time that is not yet is not known. */
    ReportPosition notAfter(Instant now) {
        return new ReportPosition(Math.min(at, now.toEpochMilli()), recent, Total.notAhead(totals, now), summaries);
    }

    /** The same with what tells the last reports apart. */
    public ReportPosition knowing(SeenReports seen) {
        return new ReportPosition(at, seen.newestFirst(), totals, summaries);
    }

    /** As the spool keeps it. */
    public String item() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the spool kept; nothing is known from what another version wrote. */
    public static ReportPosition of(String item) {
        try {
            return JSON.readValue(item, ReportPosition.class);
        } catch (JsonProcessingException e) {
            return NONE;
        }
    }
}
