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
import org.skycast.nowcast.observe.Admission;
import org.skycast.nowcast.observe.JoinMemory;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.observe.Transition;
import org.skycast.nowcast.station.Station;
import org.skycast.streams.EncodedSkies;
import org.skycast.streams.Skies;
import org.skycast.streams.observe.IncomingRecords;

/**
 * The join of one partition's stations, by the same station observer as the live topology's. What the live one would
 * reject is left aside here without a word: it stands in {@code skycast.rejected} already.
 */
final class PartitionJoin implements AutoCloseable {

    private final StationObserver observer;
    private final Skies skies;
    private final String encoderSha256;
    private final int embeddingSize;
    private final Map<String, Station> register = new TreeMap<>();
    private final Map<String, JoinMemory> memories = new HashMap<>();

    PartitionJoin(ModelBundle bundle, ObservePolicy policy) {
        this.observer = new StationObserver(policy);
        this.skies = new EncodedSkies(bundle, new FrameDecoder());
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
    List<Observation> take(String key, SpecificRecord record, Origin at, long appendedAt) {
        if (record instanceof org.skycast.avro.Station station) {
            register(key, station);
            return List.of();
        }
        if (record instanceof Tick) {
            return tick(Instant.ofEpochMilli(appendedAt));
        }
        Station station = register.get(key);
        if (station == null) {
            return List.of();
        }
        if (record instanceof SensorReading reading && reading.getStationId().equals(key)) {
            JoinMemory memory = memory(key);
            Stamp stamp = IncomingRecords.stamp(reading, at, appendedAt);
            return keep(
                    key,
                    observer.observe(
                            station, memory.state(), memory.tallies(), IncomingRecords.reading(reading, stamp)));
        }
        if (record instanceof CameraFrame frame && frame.getStationId().equals(key)) {
            return sky(station, IncomingRecords.stamp(frame, at, appendedAt), stamp -> embed(frame, stamp));
        }
        if (record instanceof SkyEmbedding sent && sent.getStationId().equals(key)) {
            return sky(station, IncomingRecords.stamp(sent, at, appendedAt), stamp -> sent(sent, stamp));
        }
        return List.of();
    }

    private void register(String key, org.skycast.avro.Station record) {
        try {
            Station station = IncomingRecords.station(record);
            if (station.id().equals(key)) {
                register.put(key, station);
            }
        } catch (IllegalArgumentException e) {
            // The live topology rejected it, and kept what it had.
        }
    }

    private List<Observation> tick(Instant at) {
        List<Observation> closed = new ArrayList<>();
        for (Station station : register.values()) {
            JoinMemory memory = memory(station.id());
            Transition transition = observer.tick(station, memory.state(), memory.tallies(), at);
            if (!transition.observations().isEmpty()) {
                closed.addAll(keep(station.id(), transition));
            }
        }
        return closed;
    }

    /** Makes a sky of an admitted record, if one can be made. */
    private interface Making {
        Optional<Sky> of(Stamp stamp);
    }

    private List<Observation> sky(Station station, Stamp stamp, Making making) {
        JoinMemory memory = memory(station.id());
        Admission admission = observer.admit(station, memory.state(), memory.tallies(), stamp);
        memory.keep(admission.transition());
        if (!(admission instanceof Admission.Admitted)) {
            return List.of();
        }
        return making.of(stamp)
                .map(sky -> keep(station.id(), observer.join(station, memory.state(), memory.tallies(), stamp, sky)))
                .orElse(List.of());
    }

    private Optional<Sky> embed(CameraFrame frame, Stamp stamp) {
        return skies.embed(IncomingRecords.image(frame)) instanceof Skies.Embedded embedded
                ? Optional.of(new Sky(
                        stamp.eventTime(),
                        skies.encoderSha256(),
                        embedded.embedding(),
                        Optional.of(frame.getSha256()).filter(digest -> !digest.isEmpty()),
                        stamp.origin()))
                : Optional.empty();
    }

    private Optional<Sky> sent(SkyEmbedding sent, Stamp stamp) {
        return IncomingRecords.fault(sent, encoderSha256, embeddingSize).isPresent()
                ? Optional.empty()
                : Optional.of(IncomingRecords.sky(sent, stamp));
    }

    private List<Observation> keep(String station, Transition transition) {
        memory(station).keep(transition);
        return transition.observations();
    }

    private JoinMemory memory(String station) {
        return memories.computeIfAbsent(station, id -> new JoinMemory());
    }

    @Override
    public void close() {
        skies.close();
    }
}
