package org.skycast.nowcast.verify;

import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.observe.Origin;

/**
 * A forecast that waits for its truths.
 *
 * @param origin where it stands in the log
 * @param forecast what was said
 */
public record Awaited(Origin origin, Forecast forecast) {}
