package org.skycast.nowcast.observe;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an event changes for its station.
 *
 * @param state the station's state after it
 * @param changed the slots that changed, to be kept
 * @param observations what to publish, in this order
 * @param rejections why the record, or parts of it, were not used
 * @param missing how many sequence numbers the event shows to have been passed over; they may yet come
 * @param forgetBefore slots that start before this can no longer be amended and need not be kept
 */
public record Transition(
        StationState state,
        List<SlotTally> changed,
        List<Observation> observations,
        List<Rejection> rejections,
        long missing,
        Optional<Instant> forgetBefore) {

    public Transition {
        changed = List.copyOf(changed);
        observations = List.copyOf(observations);
        rejections = List.copyOf(rejections);
    }
}
