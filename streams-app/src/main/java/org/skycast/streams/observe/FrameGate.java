package org.skycast.streams.observe;

import org.apache.kafka.streams.processor.api.Record;
import org.skycast.avro.CameraFrame;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.station.Station;
import org.skycast.records.FrameRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.Envelope;

/** Frames: the ones worth embedding go on to be embedded. */
final class FrameGate extends RecordGate<CameraFrame, AdmittedFrame> {

    FrameGate(StationObserver observer, NowcastMetrics metrics, SignedStations signed) {
        super(observer, metrics, signed);
    }

    @Override
    String stationId(CameraFrame record) {
        return record.getStationId();
    }

    @Override
    void enter(Task task, Station station, Record<String, Envelope<CameraFrame>> record) {
        Stamp stamp = FrameRecords.stamp(record.value().record(), at(), record.timestamp());
        if (isAdmitted(task, station, record, stamp)) {
            var admitted = new AdmittedFrame(station, stamp, record.value());
            ObserveNodes.EMBED.forward(context(), record.withValue(admitted));
        }
    }
}
