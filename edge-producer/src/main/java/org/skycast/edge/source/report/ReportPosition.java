package org.skycast.edge.source.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a source of reports has to know over a restart; the spool keeps it with the reading.
 *
 * @param at when the last reading was measured, in milliseconds since 1970
 * @param recent what tells the last reports apart, newest first
 * @param totals where counters stood, by field
 */
record ReportPosition(long at, List<String> recent, Map<String, Total> totals) {

    /**
     * A broker may give again all that it had under way when the connection broke; Mosquitto has 20 under way unless it is
     * told otherwise.
     */
    static final int REMEMBERED = 64;

    /** Before the first report. */
    public static final ReportPosition NONE = new ReportPosition(Long.MIN_VALUE, List.of(), Map.of());

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public ReportPosition {
        recent = List.copyOf(recent);
        totals = Map.copyOf(Total.byField(totals));
    }

    /** Whether the report was taken. */
    public boolean has(String identity) {
        return recent.contains(identity);
    }

    /** After a further report; {@code totalsNow} by field. */
    public ReportPosition after(long time, String identity, Map<String, Total> totalsNow) {
        return new ReportPosition(
                time,
                Stream.concat(Stream.of(identity).filter(i -> !i.isEmpty()), recent.stream())
                        .limit(REMEMBERED)
                        .toList(),
                totalsNow);
    }

    /** The same, with no time after {@code now}. */
    ReportPosition notAfter(Instant now) {
        return new ReportPosition(Math.min(at, now.toEpochMilli()), recent, totals);
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
