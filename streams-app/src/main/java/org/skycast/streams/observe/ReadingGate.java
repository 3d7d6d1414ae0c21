package org.skycast.streams.observe;

import org.apache.kafka.streams.processor.api.Record;
import org.skycast.avro.SensorReading;
import org.skycast.nowcast.observe.Reading;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.observe.Transition;
import org.skycast.nowcast.station.Station;
import org.skycast.records.ReadingRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.Envelope;

/** Readings: checked, counted into their slots; the slots that they close are published. */
public final class ReadingGate extends RecordGate<SensorReading> {

    public ReadingGate(StationObserver observer, NowcastMetrics metrics) {
        super(observer, metrics);
    }

    @Override
    String stationId(SensorReading record) {
        return record.getStationId();
    }

    @Override
    void enter(Station station, Record<String, Envelope<SensorReading>> record) {
        Reading reading = ReadingRecords.toDomain(record.value().record(), at(), record.timestamp());
        Transition transition =
                observer.observe(station, memory().state(station.id()), memory().tallies(station.id()), reading);
        memory().keep(station.id(), transition);
        metrics.readingTaken();
        outlet().publish(station.id(), transition, record.timestamp());
        for (Rejection rejection : transition.rejections()) {
            outlet().reject(record, record.value(), rejection);
        }
    }
}
