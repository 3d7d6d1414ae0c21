package org.skycast.streams.observe;

import org.apache.kafka.streams.processor.api.Record;
import org.skycast.avro.Observation;
import org.skycast.avro.SensorReading;
import org.skycast.nowcast.observe.Reading;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.session.ObservationSession.Decided;
import org.skycast.nowcast.station.Station;
import org.skycast.records.ReadingRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.Envelope;

/** Readings: checked, counted into their slots; the slots that they close are published. */
final class ReadingGate extends RecordGate<SensorReading, Observation> {

    ReadingGate(StationObserver observer, NowcastMetrics metrics, SignedStations signed) {
        super(observer, metrics, signed);
    }

    @Override
    String stationId(SensorReading record) {
        return record.getStationId();
    }

    @Override
    void enter(Task task, Station station, Record<String, Envelope<SensorReading>> record) {
        Reading reading = ReadingRecords.toDomain(record.value().record(), at(), record.timestamp());
        Decided decided = session(task, station).read(reading);
        metrics.readingTaken();
        task.observations().publish(station.id(), decided, record.timestamp());
        decided.rejections().forEach(rejection -> task.rejections().reject(record, record.value(), rejection));
    }
}
