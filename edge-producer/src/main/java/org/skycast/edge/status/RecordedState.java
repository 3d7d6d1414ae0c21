package org.skycast.edge.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far what was recorded has been read.
 *
 * @param share of it, between 0 and 1; absent where its files do not tell
 * @param left how long the rest takes at the pace so far; absent where that is not known yet
 * @param due when the next record is taken, where it waits for its time
 */
public record RecordedState(Optional<Double> share, Optional<Duration> left, Optional<Instant> due) {}
