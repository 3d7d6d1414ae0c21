package org.skycast.streams.observe;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.Station;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.records.StationRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.Envelope;

/** Which stations may send data. A tombstone takes a station off the register. */
public final class StationRegister extends ContextualProcessor<String, Envelope<Station>, String, Object> {

    private final NowcastMetrics metrics;
    private @Nullable KeyValueStore<String, org.skycast.nowcast.station.Station> stations;
    private @Nullable ObservationSink outlet;

    public StationRegister(NowcastMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        stations = context.getStateStore(ObserveStores.STATIONS);
        outlet = new ObservationSink(context, metrics);
    }

    @Override
    public void process(Record<String, Envelope<Station>> record) {
        if (stations == null || outlet == null) {
            throw new IllegalStateException("init was not called");
        }
        if (record.value() == null) {
            stations.delete(record.key());
            return;
        }
        try {
            var station = StationRecords.toDomain(record.value().record());
            if (station.id().equals(record.key())) {
                stations.put(station.id(), station);
            } else {
                outlet.reject(record, record.value(), RecordGate.keyMismatch(record.key(), station.id()));
            }
        } catch (IllegalArgumentException e) {
            outlet.reject(
                    record, record.value(), new Rejection(Reason.STATION_UNUSABLE, String.valueOf(e.getMessage())));
        }
    }
}
