package org.skycast.streams.live;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.skycast.avro.CameraFrame;
import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.avro.Rejected;
import org.skycast.avro.SensorReading;
import org.skycast.avro.Site;
import org.skycast.avro.SkyEmbedding;
import org.skycast.avro.Station;
import org.skycast.identity.IdentityPolicy;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.feature.Features;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.forecast.Deployments.Role;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.Prediction;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.forecast.ForecastParts;
import org.skycast.streams.forecast.FrameArchive;
import org.skycast.streams.forecast.LearningChoice;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.ModelChoice;
import org.skycast.streams.model.ModelSource;
import org.skycast.streams.model.SkyEmbedder;
import org.skycast.streams.observe.ObserveTopology;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.streams.runtime.StreamsSettings;
import org.skycast.streams.topology.TestTopics;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** The topology without a broker: an encoder that takes an image's first byte for the sky, a forecaster that persists. */
final class NowcastHarness implements AutoCloseable {

    static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    static final Instant EPOCH = Instant.parse("2026-05-31T00:00:00Z");
    static final String ENCODER = "e".repeat(64);

    private final Map<String, Object> serdes = new HashMap<>();
    final NowcastMetrics metrics = new NowcastMetrics(new SimpleMeterRegistry());
    final TopologyTestDriver driver;
    private final TestTopics topics;

    NowcastHarness(Path state) {
        this(state, Optional.empty());
    }

    /** @param identity by what it is told whose records are; empty asks for no signatures */
    NowcastHarness(Path state, Optional<IdentityPolicy> identity) {
        serdes.put("schema.registry.url", "mock://" + UUID.randomUUID());
        var config = NowcastConfig.read("{stateDirectory: %s}".formatted(state), "test", Map.of());
        Properties properties = StreamsSettings.of(config, "", 1, metrics);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(topology(serdes, metrics, identity), properties, START);
        topics = new TestTopics(driver, serdes);
    }

    static Topology topology(Map<String, ?> serdes, NowcastMetrics metrics) {
        return topology(serdes, metrics, Optional.empty());
    }

    private static Topology topology(Map<String, ?> serdes, NowcastMetrics metrics, Optional<IdentityPolicy> identity) {
        var observe = new ObserveTopology.Parts(
                ObservePolicy.of(Duration.ofMinutes(10), 6),
                Duration.ofSeconds(30),
                () -> new FirstByte(ENCODER),
                ENCODER,
                1,
                identity);
        var choice = new ModelChoice.Deployed(
                Role.CHAMPION, Optional.of(source("persist", ENCODER)), NowcastHarness::published);
        var forecasts =
                ForecastParts.of(choice, LearningChoice.nowhere(), Duration.ofMinutes(10), EveryOtherFrame::new);
        return NowcastTopology.of(observe, forecasts, serdes, metrics);
    }

    /** Every bundle is there whose name is of the letters from a to f; the first names its encoder. */
    static Optional<ModelSource> published(String sha256) {
        return sha256.matches("[a-f]+")
                ? Optional.of(source(sha256, sha256.substring(0, 1).repeat(64)))
                : Optional.empty();
    }

    private static ModelSource source(String name, String encoder) {
        var persist = new Persist(name, encoder);
        return new ModelSource(persist.featureSpec(), () -> persist, () -> new FirstByte(encoder));
    }

    /** The log has the frames at even offsets; each image is its offset and forty. */
    static final class EveryOtherFrame implements FrameArchive {
        @Override
        public Optional<byte[]> image(Origin origin) {
            return origin.offset() % 2 == 0
                    ? Optional.of(new byte[] {(byte) (origin.offset() + 40)})
                    : Optional.empty();
        }

        @Override
        public void close() {}
    }

    /** 1 for an image of the byte 1, and so on; the byte 0 is no image. */
    private record FirstByte(String encoderSha256) implements SkyEmbedder {
        @Override
        public Outcome embed(byte[] image) {
            return image.length == 0 || image[0] == 0
                    ? new Unusable(new Rejection(Reason.IMAGE_UNREADABLE, "The image begins with zero."))
                    : new Embedded(Embedding.of(new float[] {image[0]}));
        }

        @Override
        public int embeddingSize() {
            return 1;
        }

        @Override
        public void close() {}
    }

    /** Persistence; its event says what it saw last, as a number. */
    private record Persist(String name, String encoder) implements Forecaster {
        private static final ForecastSpec FORECAST_SPEC = new ForecastSpec(
                List.of(Duration.ofMinutes(60)),
                List.of(0.5),
                List.of(new ForecastSpec.Target(Feature.AIR_TEMPERATURE, Feature.AIR_TEMPERATURE)),
                List.of(new ForecastSpec.Event("sky", Feature.RAIN, 0.1, Feature.AIR_TEMPERATURE)));

        @Override
        public Model model() {
            return new Model(name, "1", "");
        }

        @Override
        public FeatureSpec featureSpec() {
            return new FeatureSpec(
                    "slots-1",
                    Duration.ofMinutes(10),
                    6,
                    List.of(Feature.AIR_TEMPERATURE),
                    encoder,
                    1,
                    Duration.ofHours(1));
        }

        @Override
        public ForecastSpec forecastSpec() {
            return FORECAST_SPEC;
        }

        @Override
        public Prediction predict(org.skycast.nowcast.station.Site site, History history, Instant reference) {
            float sky = Features.of(featureSpec(), FORECAST_SPEC.leads(), site, history.byStart(), reference)
                    .tensor("sky")[0];
            float newest = Float.NaN;
            for (PastSlot slot : history.slots()) {
                newest = slot.values()
                        .getOrDefault(Feature.AIR_TEMPERATURE, (double) newest)
                        .floatValue();
            }
            return new Prediction(new float[][][] {{{newest}}}, new float[][] {{sky}});
        }
    }

    void register(String... ids) {
        for (String id : ids) {
            send(Topics.STATIONS, id, new Station(id, id, new Site(55.0, 12.0, 10.0)), START);
        }
    }

    void reading(String id, long sequence, Instant at, Double temperature) {
        reading(id, sequence, at, temperature, at);
    }

    void reading(String id, long sequence, Instant at, Double temperature, Instant appendedAt) {
        send(Topics.READINGS, id, readingOf(id, sequence, at, temperature), appendedAt);
    }

    static SensorReading readingOf(String id, long sequence, Instant at, Double temperature) {
        return SensorReading.newBuilder()
                .setStationId(id)
                .setEpoch(EPOCH)
                .setSequence(sequence)
                .setObservedAt(at)
                .setAirTemperature(temperature)
                .build();
    }

    void frame(String id, long sequence, Instant at, int... image) {
        send(Topics.FRAMES, id, frameOf(id, sequence, at, image), at);
    }

    static CameraFrame frameOf(String id, long sequence, Instant at, int... image) {
        byte[] bytes = new byte[image.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) image[i];
        }
        return CameraFrame.newBuilder()
                .setStationId(id)
                .setEpoch(EPOCH)
                .setSequence(sequence)
                .setCapturedAt(at)
                .setImage(ByteBuffer.wrap(bytes))
                .setMediaType("image/jpeg")
                .setWidth(1)
                .setHeight(1)
                .setSha256("f")
                .build();
    }

    void embedding(String id, long sequence, Instant at, String encoder, byte... halves) {
        send(
                Topics.EMBEDDINGS,
                id,
                SkyEmbedding.newBuilder()
                        .setStationId(id)
                        .setEpoch(EPOCH)
                        .setSequence(sequence)
                        .setCapturedAt(at)
                        .setModelId("m")
                        .setEncoderSha256(encoder)
                        .setVector(ByteBuffer.wrap(halves))
                        .build(),
                at);
    }

    <T extends SpecificRecord> void send(Topic<T> topic, String key, T value, Instant appendedAt) {
        topics.send(topic, key, value, appendedAt);
    }

    void sendBytes(Topic<?> topic, String key, byte[] value, Instant appendedAt) {
        TestInputTopic<String, byte[]> input =
                driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer());
        input.pipeInput(key, value, appendedAt);
    }

    /** A value's bytes on the wire. */
    <T extends SpecificRecord> byte[] wire(Topic<T> topic, T value) {
        return AvroSerdes.values(topic.type(), serdes).serializer().serialize(topic.name(), value);
    }

    void sendBytes(Topic<?> topic, String key, byte[] value, Headers headers, Instant appendedAt) {
        TestInputTopic<String, byte[]> input =
                driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer());
        input.pipeInput(new TestRecord<>(key, value, headers, appendedAt));
    }

    List<Observation> observations() {
        return topics.read(Topics.OBSERVATIONS);
    }

    List<Forecast> forecasts() {
        return topics.read(Topics.FORECASTS);
    }

    List<Rejected> rejected() {
        return topics.read(Topics.REJECTED);
    }

    @Override
    public void close() {
        driver.close();
    }
}
