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
public final class EmbeddingGate extends RecordGate<SkyEmbedding> {

    private final String encoderSha256;
    private final int size;

    /**
     * @param encoderSha256 the only encoder whose embeddings the forecaster understands
     * @param size how many values they have
     */
    public EmbeddingGate(StationObserver observer, NowcastMetrics metrics, String encoderSha256, int size) {
        super(observer, metrics);
        this.encoderSha256 = encoderSha256;
        this.size = size;
    }

    @Override
    String stationId(SkyEmbedding record) {
        return record.getStationId();
    }

    @Override
    void enter(Station station, Record<String, Envelope<SkyEmbedding>> record) {
        SkyEmbedding sent = record.value().record();
        Stamp stamp = EmbeddingRecords.stamp(sent, at(), record.timestamp());
        if (!isAdmitted(station, record, stamp)) {
            return;
        }
        Optional<String> fault = EmbeddingRecords.fault(sent, encoderSha256, size);
        if (fault.isPresent()) {
            outlet().reject(record, record.value(), new Rejection(Reason.EMBEDDING_UNUSABLE, fault.get()));
            return;
        }
        var joinable = new SlotJoiner.Joinable(station, stamp, EmbeddingRecords.toDomain(sent, stamp));
        context().forward(record.withValue((Object) joinable), ObserveNodes.JOIN);
    }
}
