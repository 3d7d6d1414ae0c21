package org.skycast.benchmarks.flink;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.skycast.avro.CameraFrame;
import org.skycast.avro.SensorReading;
import org.skycast.avro.SkyEmbedding;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.forecast.OnnxForecaster;
import org.skycast.nowcast.learn.Learning;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.session.Encoding;
import org.skycast.nowcast.session.ForecastSession;
import org.skycast.nowcast.session.ObservationLog;
import org.skycast.nowcast.session.ObservationSession;
import org.skycast.nowcast.session.SlotModels;
import org.skycast.nowcast.session.StationSession;
import org.skycast.nowcast.session.StationSession.Outcome;
import org.skycast.nowcast.station.Station;
import org.skycast.records.EmbeddingRecords;
import org.skycast.records.ForecastRecords;
import org.skycast.records.FrameRecords;
import org.skycast.records.ObservationRecords;
import org.skycast.records.ReadingRecords;
import org.skycast.records.RejectionRecords;
import org.skycast.records.StationLearningRecords;
import org.skycast.records.StationRecords;
import org.skycast.schemas.AvroSerdes;
import org.skycast.topics.Topics;

/**
 * One record's way through the domain's code: what it changes in its station's memory, and what goes out. Both halves of the
 * way are taken in one go, so an observation's place in its log is not known where the forecast is made: that of the record
 * which closed the slot stands for it. For one thread.
 */
final class StationWay implements AutoCloseable {

    private final StationObserver observer;
    private final OnnxForecaster forecaster;
    private final String encoderSha256;
    private final int embeddingSize;
    private final Serializer<SpecificRecord> values;
    private final Deserializer<org.skycast.avro.Station> stations;
    private final Deserializer<SensorReading> readings;
    private final Deserializer<SkyEmbedding> embeddings;
    private final Deserializer<CameraFrame> frames;

    /** Opens the bundle's forecaster, which this closes. */
    StationWay(ModelBundle bundle, Map<String, ?> serdes) {
        var features = bundle.featureSpec();
        this.observer = new StationObserver(ObservePolicy.of(features.slotLength(), features.historySlots()));
        this.forecaster = bundle.openForecaster();
        this.encoderSha256 = bundle.encoderSha256();
        this.embeddingSize = features.embeddingSize();
        this.values = AvroSerdes.anyValues(serdes);
        this.stations = reader(org.skycast.avro.Station.class, serdes);
        this.readings = reader(SensorReading.class, serdes);
        this.embeddings = reader(SkyEmbedding.class, serdes);
        this.frames = reader(CameraFrame.class, serdes);
    }

    private static <T extends SpecificRecord> Deserializer<T> reader(Class<T> type, Map<String, ?> serdes) {
        return AvroSerdes.values(type, serdes).deserializer();
    }

    /** Takes a record of the station whose memory this is. */
    void take(LogRecord record, StationMemory memory, Consumer<WireRecord> out) {
        if (record.topic().equals(Topics.STATIONS.name())) {
            memory.register(StationRecords.toDomain(stations.deserialize(record.topic(), record.value())));
            return;
        }
        Optional<Station> station = memory.station();
        if (station.isEmpty()) {
            reject(record, new Rejection(Reason.UNKNOWN_STATION, "It is not registered."), out);
            return;
        }
        Outcome outcome = outcome(record, session(station.get(), memory));
        outcome.steps().forEach(step -> {
            send(
                    Topics.OBSERVATIONS.name(),
                    record,
                    ObservationRecords.toAvro(step.observation().observation()),
                    out);
            step.taken()
                    .snapshot()
                    .ifPresent(learnt -> send(
                            Topics.LEARNED.name(),
                            record,
                            StationLearningRecords.toAvro(learnt, record.origin()),
                            out));
            step.forecast().ifPresent(made -> send(Topics.FORECASTS.name(), record, ForecastRecords.toAvro(made), out));
        });
        outcome.rejections().forEach(rejection -> reject(record, rejection, out));
    }

    private StationSession session(Station station, StationMemory memory) {
        return new StationSession(
                new ObservationSession(observer, station, memory.join()),
                new ForecastSession(memory.history()),
                SlotModels.only(forecaster, new Learning.Own(memory.learning())));
    }

    private Outcome outcome(LogRecord record, StationSession session) {
        ObservationLog log = made -> new LoggedObservation(made, record.origin(), record.appended());
        if (record.topic().equals(Topics.READINGS.name())) {
            SensorReading reading = readings.deserialize(record.topic(), record.value());
            return session.read(ReadingRecords.toDomain(reading, record.origin(), record.appendedAt()), log);
        }
        if (record.topic().equals(Topics.EMBEDDINGS.name())) {
            SkyEmbedding sent = embeddings.deserialize(record.topic(), record.value());
            Stamp stamp = EmbeddingRecords.stamp(sent, record.origin(), record.appendedAt());
            return session.see(stamp, () -> sky(sent, stamp), log);
        }
        CameraFrame frame = frames.deserialize(record.topic(), record.value());
        Stamp stamp = FrameRecords.stamp(frame, record.origin(), record.appendedAt());
        return session.see(stamp, () -> sky(frame, stamp, record.sky()), log);
    }

    private Encoding sky(SkyEmbedding sent, Stamp stamp) {
        return EmbeddingRecords.fault(sent, encoderSha256, embeddingSize)
                .<Encoding>map(StationWay::unusable)
                .orElseGet(() -> new Encoding.Encoded(EmbeddingRecords.toDomain(sent, stamp)));
    }

    private Encoding sky(CameraFrame frame, Stamp stamp, byte[] halves) {
        return halves.length == 0
                ? unusable("No embedding can be made of it.")
                : new Encoding.Encoded(FrameRecords.sky(frame, stamp, encoderSha256, Embedding.ofHalves(halves)));
    }

    private static Encoding unusable(String why) {
        return new Encoding.Unusable(new Rejection(Reason.EMBEDDING_UNUSABLE, why));
    }

    private void reject(LogRecord record, Rejection rejection, Consumer<WireRecord> out) {
        send(
                Topics.REJECTED.name(),
                record,
                RejectionRecords.toAvro(rejection, record.key(), record.origin(), record.appendedAt(), record.value()),
                out);
    }

    private void send(String topic, LogRecord cause, SpecificRecord record, Consumer<WireRecord> out) {
        out.accept(new WireRecord(topic, cause.key(), values.serialize(topic, record)));
    }

    @Override
    public void close() {
        forecaster.close();
    }
}
