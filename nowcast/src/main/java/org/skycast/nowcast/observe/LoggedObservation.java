package org.skycast.nowcast.observe;

import java.time.Instant;

/**
 * An observation as it stands in the observation log.
 *
 * @param at where it stands
 * @param appendedAt when that log took it
 */
public record LoggedObservation(Observation observation, Origin at, Instant appendedAt) {}
