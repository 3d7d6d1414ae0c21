package org.skycast.streams.observe;

import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.skycast.avro.SkyEmbedding;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.station.Station;
import org.skycast.records.EmbeddingRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.Envelope;

/** Embeddings made at the edge: those of this bundle's encoder are joined as if the frame had come. */
final class EmbeddingGate extends RecordGate<SkyEmbedding, JoinableSky> {

    private final String encoderSha256;
    private final int size;

    /**
     * @param encoderSha256 the only encoder whose embeddings the forecaster understands
     * @param size how many values they have
     */
    EmbeddingGate(
            StationObserver observer, NowcastMetrics metrics, SignedStations signed, String encoderSha256, int size) {
        super(observer, metrics, signed);
        this.encoderSha256 = encoderSha256;
        this.size = size;
    }

    @Override
    String stationId(SkyEmbedding record) {
        return record.getStationId();
    }

    @Override
    void enter(Task task, Station station, Record<String, Envelope<SkyEmbedding>> record) {
        SkyEmbedding sent = record.value().record();
        Stamp stamp = EmbeddingRecords.stamp(sent, at(), record.timestamp());
        if (!isAdmitted(task, station, record, stamp)) {
            return;
        }
        Optional<String> fault = EmbeddingRecords.fault(sent, encoderSha256, size);
        if (fault.isPresent()) {
            var rejection = new Rejection(Reason.EMBEDDING_UNUSABLE, fault.get());
            task.rejections().reject(record, record.value(), rejection);
            return;
        }
        var joinable = new JoinableSky(station, stamp, EmbeddingRecords.toDomain(sent, stamp));
        ObserveNodes.JOIN.forward(context(), record.withValue(joinable));
    }
}
