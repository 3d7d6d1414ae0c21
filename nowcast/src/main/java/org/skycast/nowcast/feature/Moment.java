package org.skycast.nowcast.feature;

import java.time.Instant;
import java.util.Map;
import org.skycast.nowcast.station.Site;

/**
 * What is known where and when a forecast is made.
 *
 * @param past slots by their starts
 * @param reference the end of the newest slot
 */
record Moment(Site site, Map<Instant, PastSlot> past, Instant reference) {}
