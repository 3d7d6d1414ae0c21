package org.skycast.streams.observe;

import org.skycast.avro.CameraFrame;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.station.Station;
import org.skycast.streams.topology.Envelope;

/** A frame that is worth embedding. */
record AdmittedFrame(Station station, Stamp stamp, Envelope<CameraFrame> frame) {}
