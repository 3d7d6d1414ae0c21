package org.skycast.edge.status;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.edge.spool.SpoolState;
import org.skycast.edge.uplink.UplinkState;

/**
 * How an edge is doing, as {@code /status} gives it.
 *
 * @param at when this was said, by the edge's own clock
 * @param stopped why it takes nothing any more, if it does not
 * @param recorded how far what was recorded has been read; absent where nothing recorded is
 * @param stations by id
 * @param counts what it counted since it was started
 */
public record EdgeStatus(
        Versions versions,
        Instant startedAt,
        Instant at,
        Optional<String> stopped,
        Optional<RecordedState> recorded,
        Map<String, Newest> stations,
        List<SourceState> sources,
        SpoolState spool,
        UplinkState uplink,
        ClockState clock,
        MachineState machine,
        Map<String, Long> counts) {

    @SuppressWarnings("NullAway") // an edge of an earlier version does not tell it
    public EdgeStatus {
        recorded = recorded == null ? Optional.empty() : recorded;
        sources = List.copyOf(sources);
    }

    /** The newest that was taken of a station since the edge was started. */
    public record Newest(Optional<Instant> frame, Optional<Instant> reading) {}
}
