package org.skycast.nowcast.warning;

import java.time.Instant;

/**
 * A run of slots in which a rule's condition was met.
 *
 * @param station where
 * @param onset the beginning of the first slot
 * @param end the end of the last slot
 * @param worst what was measured that was furthest beyond the threshold
 * @param isBeginSeen whether it was measured that the condition was not met before
 */
public record ObservedEvent(String station, Instant onset, Instant end, double worst, boolean isBeginSeen) {}
