/**
 * A station's way from what it sends to forecasts: admit, embed, join, observe, remember, forecast. It is written here
 * once, for the live stages, the edge, an evaluation and a replay.
 *
 * <p>It has two halves. {@link org.skycast.nowcast.session.ObservationSession} goes from a record to the observations that
 * it closes or amends; {@link org.skycast.nowcast.session.ForecastSession} from an observation, as it stands in the log, to
 * a forecast. Where a log lies between them each is used alone; {@link org.skycast.nowcast.session.StationSession} is both
 * in one go. None holds anything but its stores and what it was made with, so that a session can be made anew for every
 * record, over stores that outlive it.
 */
@NullMarked
package org.skycast.nowcast.session;

import org.jspecify.annotations.NullMarked;
