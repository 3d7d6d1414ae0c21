package org.skycast.streams.observe;

import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.station.Station;

/** A sky of an admitted frame or embedding. */
record JoinableSky(Station station, Stamp stamp, Sky sky) {}
