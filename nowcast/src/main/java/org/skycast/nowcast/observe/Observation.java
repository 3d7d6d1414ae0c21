package org.skycast.nowcast.observe;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.station.Site;

/**
 * All that is known of one station in one slot: the join's decision, as the log keeps it.
 *
 * @param stationId the station
 * @param site where it stood
 * @param slot the span of time
 * @param revision 0 when first published, one more with each amendment
 * @param variables what was measured; a variable that was not measured is absent
 * @param sky the newest embedded frame of the slot
 * @param newestReadingAt the newest reading of the slot
 * @param inputs the records that it was made of, in log order
 */
public record Observation(
        String stationId,
        Site site,
        Slot slot,
        int revision,
        Map<Variable, Summary> variables,
        Optional<Sky> sky,
        Optional<Instant> newestReadingAt,
        List<Origin> inputs) {

    public Observation {
        variables = Variable.ordered(variables);
        inputs = List.copyOf(inputs);
    }

    /** Whether nothing at all came in the slot. */
    public boolean isEmpty() {
        return variables.isEmpty() && sky.isEmpty();
    }
}
