package org.skycast.streams.observe;

import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.skycast.avro.SkyEmbedding;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.station.Station;
import org.skycast.streams.Envelope;
import org.skycast.streams.NowcastMetrics;

/** Embeddings made at the edge: those of this bundle's encoder are joined as if the frame had come. */
public final class EmbeddingGate extends Gate<SkyEmbedding> {

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
        Stamp stamp = IncomingRecords.stamp(sent, context().recordMetadata().orElseThrow(), record.timestamp());
        if (!isAdmitted(station, record, stamp)) {
            return;
        }
        Optional<String> fault = fault(sent);
        if (fault.isPresent()) {
            outlet().reject(record, record.value(), new Rejection(Reason.EMBEDDING_UNUSABLE, fault.get()));
            return;
        }
        var joinable = new SkyJoiner.Joinable(station, stamp, IncomingRecords.sky(sent, stamp));
        context().forward(record.withValue((Object) joinable), Nodes.JOIN);
    }

    private Optional<String> fault(SkyEmbedding sent) {
        if (!sent.getEncoderSha256().equals(encoderSha256)) {
            return Optional.of("It was made by the encoder %s, but %s runs here; give the edge this bundle."
                    .formatted(sent.getEncoderSha256(), encoderSha256));
        }
        int bytes = sent.getVector().remaining();
        if (bytes != 2 * size) {
            return Optional.of(
                    "It has %d bytes, but %d half-precision values have %d.".formatted(bytes, size, 2 * size));
        }
        byte[] halves = new byte[bytes];
        sent.getVector().duplicate().get(halves);
        return Embedding.ofHalves(halves).isFinite()
                ? Optional.empty()
                : Optional.of("It has values that are not finite; the encoder at the edge is broken.");
    }
}
