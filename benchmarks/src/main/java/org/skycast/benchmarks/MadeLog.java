package org.skycast.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.skycast.avro.CameraFrame;
import org.skycast.edge.simulate.SimulatedStation;
import org.skycast.edge.source.Sample;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.Reach;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Station;
import org.skycast.records.FrameRecords;
import org.skycast.records.Numbered;
import org.skycast.records.ObservationRecords;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.runtime.TopicSetup;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** An observation log of made-up stations, written straight into its topic; with frames, if they are wanted. */
final class MadeLog {

    static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");

    /** The reference time of {@link #history()}. */
    static final Instant END_OF_HISTORY = BEGIN.plus(Duration.ofHours(6));

    private final Map<String, Object> clients;
    private final ModelBundle bundle;
    private final int stations;
    private final int slots;
    private final Random random = new Random(1);
    private final List<Observation> observations = new ArrayList<>();
    private final List<byte[]> images = new ArrayList<>();

    MadeLog(Map<String, String> clients, ModelBundle bundle, int stations, Duration span) {
        this.clients = new HashMap<>(clients);
        this.bundle = bundle;
        this.stations = stations;
        this.slots = (int) span.dividedBy(bundle.featureSpec().slotLength());
    }

    /** Makes and writes it. */
    void fill(boolean withFrames) throws InterruptedException {
        try (Admin admin = Admin.create(clients);
                Producer<String, CameraFrame> frames = producer(Topics.FRAMES);
                Producer<String, org.skycast.avro.Observation> out = producer(Topics.OBSERVATIONS)) {
            new TopicSetup(admin, 4, 1).create();
            List<byte[]> skies = withFrames ? skies() : List.of();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int slot = 0; slot < slots; slot++) {
                for (int i = 0; i < stations; i++) {
                    Station station = SimulatedStation.station(i);
                    Instant start = BEGIN.plus(bundle.featureSpec().slotLength().multipliedBy(slot));
                    Origin frame = new Origin(Topics.FRAMES.name(), 0, 0);
                    if (withFrames) {
                        byte[] image = skies.get(images.size() % skies.size());
                        images.add(image);
                        frame = send(frames, station.id(), start, image);
                    }
                    Observation observation = observation(station, start, frame);
                    observations.add(observation);
                    sent.add(out.send(new ProducerRecord<>(
                            Topics.OBSERVATIONS.name(), station.id(), ObservationRecords.toAvro(observation))));
                }
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker did not take all that was sent.", e);
        }
    }

    /** In the order of the log. */
    List<Observation> observations() {
        return observations;
    }

    /** The frames, one an observation. */
    List<byte[]> images() {
        return images;
    }

    /** The first station's first six hours. */
    History history() {
        History history = History.EMPTY;
        for (Observation observation : observations) {
            boolean isFirst =
                    observation.stationId().equals(SimulatedStation.station(0).id());
            if (isFirst && !observation.slot().end().isAfter(END_OF_HISTORY)) {
                history = history.with(PastSlot.of(observation), new Reach(Duration.ofHours(6), Duration.ofHours(1)));
            }
        }
        return history;
    }

    private List<byte[]> skies() {
        var source = new SimulatedStation(
                SimulatedStation.station(0), 1, BEGIN, Optional.of(BEGIN.plus(Duration.ofHours(24))));
        return source.takeBefore(Instant.MAX).stream()
                .filter(Sample.Frame.class::isInstance)
                .map(taken -> ((Sample.Frame) taken).image())
                .toList();
    }

    private Observation observation(Station station, Instant start, Origin frame) {
        Map<Variable, Summary> values = new EnumMap<>(Variable.class);
        for (Variable variable :
                List.of(Variable.AIR_TEMPERATURE, Variable.RELATIVE_HUMIDITY, Variable.PRESSURE, Variable.WIND_SPEED)) {
            double value = (variable == Variable.PRESSURE ? 1000 : 10) + random.nextGaussian();
            values.put(variable, new Summary(value, value, value, 10, Set.of()));
        }
        float[] embedding = new float[bundle.featureSpec().embeddingSize()];
        for (int i = 0; i < embedding.length; i++) {
            embedding[i] = (float) random.nextGaussian();
        }
        var sky = new Sky(start, bundle.encoderSha256(), Embedding.of(embedding), Optional.empty(), frame);
        var slot = new Slot(start, bundle.featureSpec().slotLength());
        return new Observation(
                station.id(), station.site(), slot, 0, values, Optional.of(sky), Optional.of(start), List.of(frame));
    }

    private static Origin send(Producer<String, CameraFrame> to, String station, Instant at, byte[] image)
            throws ExecutionException, InterruptedException {
        CameraFrame frame = FrameRecords.toAvro(new Numbered(station, BEGIN, at.getEpochSecond(), at), image);
        RecordMetadata where = to.send(new ProducerRecord<>(Topics.FRAMES.name(), station, frame))
                .get();
        return new Origin(where.topic(), where.partition(), where.offset());
    }

    private <T extends SpecificRecord> Producer<String, T> producer(Topic<T> topic) {
        return new KafkaProducer<>(
                clients,
                new StringSerializer(),
                AvroSerdes.values(topic.type(), clients).serializer());
    }
}
