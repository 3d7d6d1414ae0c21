package org.skycast.streams.observe;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.skycast.avro.Rejected;
import org.skycast.avro.Station;
import org.skycast.identity.NotAuthenticException;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.records.StationRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.Envelope;
import org.skycast.streams.topology.TaskProcessor;
import org.skycast.topics.Topics;

/**
 * Which stations may send data, and where they must sign, by which keys. A tombstone takes a station off the register, unless
 * stations must sign: nobody can sign a tombstone, and keys are revoked in its place.
 */
final class StationRegister extends TaskProcessor<Envelope<Station>, Rejected, StationRegister.Task> {

    private final NowcastMetrics metrics;
    private final SignedStations signed;

    /** @param signed how it is told whether a registration is an administrator's */
    StationRegister(NowcastMetrics metrics, SignedStations signed) {
        this.metrics = metrics;
        this.signed = signed;
    }

    record Task(
            KeyValueStore<String, org.skycast.nowcast.station.Station> stations,
            SignedStations.OfTask identities,
            RejectionSink rejections) {}

    @Override
    protected Task open(ProcessorContext<String, Rejected> context) {
        return new Task(ObserveStores.STATIONS.in(context), signed.in(context), new RejectionSink(context, metrics));
    }

    @Override
    protected void process(Task task, Record<String, Envelope<Station>> record) {
        if (record.value() == null) {
            if (record.key() == null || task.identities().areAsked()) {
                metrics.tombstone(Topics.STATIONS.name());
            } else {
                task.stations().delete(record.key());
            }
            return;
        }
        try {
            var station = StationRecords.toDomain(record.value().record());
            if (station.id().equals(record.key())) {
                task.identities().register(record, record.value().wire());
                task.stations().put(station.id(), station);
            } else {
                reject(task, record, RecordGate.keyMismatch(record.key(), station.id()));
            }
        } catch (NotAuthenticException e) {
            reject(task, record, new Rejection(Reason.NOT_AUTHENTIC, String.valueOf(e.getMessage())));
        } catch (IllegalArgumentException e) {
            reject(task, record, new Rejection(Reason.STATION_UNUSABLE, String.valueOf(e.getMessage())));
        }
    }

    private static void reject(Task task, Record<String, Envelope<Station>> record, Rejection rejection) {
        task.rejections().reject(record, record.value(), rejection);
    }
}
