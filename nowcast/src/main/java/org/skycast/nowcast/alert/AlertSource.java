package org.skycast.nowcast.alert;

import java.time.Instant;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.observe.Origin;

/**
 * The forecast that was judged.
 *
 * @param at where it stands in the log
 * @param referenceTime its reference time
 * @param completeness the share of its history in which something was measured, 0 to 1
 * @param lineage what it was made of, without slots and weights, which the forecast itself has
 */
public record AlertSource(Origin at, Instant referenceTime, double completeness, Forecast.Lineage lineage) {}
