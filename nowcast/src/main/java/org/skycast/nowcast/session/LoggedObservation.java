package org.skycast.nowcast.session;

import java.time.Instant;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Origin;

/**
 * An observation as it stands in the observation log.
 *
 * @param at where it stands
 * @param appendedAt when that log took it
 */
public record LoggedObservation(Observation observation, Origin at, Instant appendedAt) {}
