package org.skycast.trials.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.skycast.avro.CameraFrame;
import org.skycast.avro.SensorReading;
import org.skycast.avro.SkyEmbedding;
import org.skycast.avro.Tick;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.nowcast.observe.JoinStore;
import org.skycast.nowcast.observe.MemoryJoinStore;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.session.Encoding;
import org.skycast.nowcast.session.ObservationSession;
import org.skycast.nowcast.station.Station;
import org.skycast.records.EmbeddingRecords;
import org.skycast.records.FrameRecords;
import org.skycast.records.ReadingRecords;
import org.skycast.records.StationRecords;
import org.skycast.streams.model.OnnxSkyEmbedder;
import org.skycast.streams.model.SkyEmbedder;
import org.skycast.topics.Topics;

/**
 * The join of one partition's stations, by the same session as the live topology's. What the live one would
 * reject is left aside here without a word: it stands in {@link Topics#REJECTED} already.
 */
final class PartitionJoin implements AutoCloseable {

    private final StationObserver observer;
    private final SkyEmbedder skies;
    private final String encoderSha256;
    private final int embeddingSize;
    private final Map<String, Station> register = new TreeMap<>();
    private final Map<String, JoinStore> stores = new HashMap<>();

    private final Optional<LoggedIdentities> identities;

    /** @param identities who the stations are, where records must be their own */
    PartitionJoin(ModelBundle bundle, ObservePolicy policy, Optional<LoggedIdentities> identities) {
        this.identities = identities;
        this.observer = new StationObserver(policy);
        this.skies = new OnnxSkyEmbedder(bundle, new FrameDecoder());
        this.encoderSha256 = bundle.encoderSha256();
        this.embeddingSize = bundle.featureSpec().embeddingSize();
    }

    /**
     * Takes the next record.
     *
     * @param at where it stands
     * @param appendedAt when the log took it, in milliseconds since 1970
     * @return the observations that it gives cause for
     */
    List<Observation> take(String key, LoggedRecord logged, Origin at, long appendedAt) {
        SpecificRecord record = logged.record();
        if (record instanceof org.skycast.avro.Station station) {
            if (identities.filter(known -> !known.isAccepted(at.offset())).isEmpty()) {
                register(key, station);
            }
            return List.of();
        }
        if (record instanceof Tick) {
            return tick(Instant.ofEpochMilli(appendedAt));
        }
        Optional<Station> station = Optional.ofNullable(register.get(key))
                .or(() -> identities.flatMap(known -> known.registeredBefore(key)));
        boolean isForeign = identities
                .filter(known -> !known.isAuthentic(at.topic(), key, logged.wire(), logged.headers(), appendedAt))
                .isPresent();
        return station.isEmpty() || isForeign ? List.of() : take(key, record, at, appendedAt, station.get());
    }

    private List<Observation> take(String key, SpecificRecord record, Origin at, long appendedAt, Station station) {
        register.putIfAbsent(key, station);
        ObservationSession session = session(station);
        if (record instanceof SensorReading reading && reading.getStationId().equals(key)) {
            return session.read(ReadingRecords.toDomain(reading, at, appendedAt))
                    .observations();
        }
        if (record instanceof CameraFrame frame && frame.getStationId().equals(key)) {
            Stamp stamp = FrameRecords.stamp(frame, at, appendedAt);
            return session.see(stamp, () -> embed(frame, stamp)).observations();
        }
        if (record instanceof SkyEmbedding sent && sent.getStationId().equals(key)) {
            Stamp stamp = EmbeddingRecords.stamp(sent, at, appendedAt);
            return session.see(stamp, () -> check(sent, stamp)).observations();
        }
        return List.of();
    }

    private void register(String key, org.skycast.avro.Station record) {
        try {
            Station station = StationRecords.toDomain(record);
            if (station.id().equals(key)) {
                register.put(key, station);
            }
        } catch (IllegalArgumentException e) {
            // The live topology rejected it, and kept what it had.
        }
    }

    private List<Observation> tick(Instant at) {
        List<Observation> closed = new ArrayList<>();
        register.values()
                .forEach(station -> closed.addAll(session(station).tick(at).observations()));
        return closed;
    }

    private ObservationSession session(Station station) {
        JoinStore store = stores.computeIfAbsent(station.id(), id -> new MemoryJoinStore());
        return new ObservationSession(observer, station, store);
    }

    private Encoding embed(CameraFrame frame, Stamp stamp) {
        SkyEmbedder.Outcome outcome = skies.embed(FrameRecords.image(frame));
        if (outcome instanceof SkyEmbedder.Unusable unusable) {
            return new Encoding.Unusable(unusable.rejection());
        }
        return new Encoding.Encoded(
                FrameRecords.sky(frame, stamp, skies.encoderSha256(), ((SkyEmbedder.Embedded) outcome).embedding()));
    }

    private Encoding check(SkyEmbedding sent, Stamp stamp) {
        return EmbeddingRecords.fault(sent, encoderSha256, embeddingSize)
                .<Encoding>map(fault -> new Encoding.Unusable(new Rejection(Reason.EMBEDDING_UNUSABLE, fault)))
                .orElseGet(() -> new Encoding.Encoded(EmbeddingRecords.toDomain(sent, stamp)));
    }

    @Override
    public void close() {
        skies.close();
    }
}
