package org.skycast.sandbox;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.avro.Site;
import org.skycast.avro.Tick;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.station.Station;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.forecast.ForecastParts;
import org.skycast.streams.forecast.FrameArchive;
import org.skycast.streams.forecast.LearningChoice;
import org.skycast.streams.live.NowcastTopology;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.ModelChoice;
import org.skycast.streams.model.ModelSource;
import org.skycast.streams.model.OnnxSkyEmbedder;
import org.skycast.streams.observe.ObserveTopology;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.streams.runtime.StreamsSettings;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** The topology with the shipped bundle, fed record by record. */
final class StreamWithoutBroker implements AutoCloseable {

    static final Path BUNDLE = Path.of("../models/skycast");

    final NowcastMetrics metrics = new NowcastMetrics(new SimpleMeterRegistry());
    private final Map<String, Object> serdes = Map.of("schema.registry.url", "mock://" + UUID.randomUUID());
    private final TopologyTestDriver driver;
    private final TestOutputTopic<String, Observation> observations;
    private final TestOutputTopic<String, Forecast> forecasts;

    StreamWithoutBroker(Path state, Station station) {
        ModelBundle bundle = ModelBundle.load(BUNDLE);
        var featureSpec = bundle.featureSpec();
        var source = new ModelSource(
                featureSpec, bundle::openForecaster, () -> new OnnxSkyEmbedder(bundle, new FrameDecoder()));
        var observe = new ObserveTopology.Parts(
                ObservePolicy.of(featureSpec.slotLength(), featureSpec.historySlots()),
                Duration.ofSeconds(30),
                source.skies(),
                bundle.encoderSha256(),
                featureSpec.embeddingSize());
        var forecasting = ForecastParts.of(
                new ModelChoice.Fixed(source), LearningChoice.everywhere(), featureSpec.slotLength(), NoFrames::new);
        var config = NowcastConfig.read("{stateDirectory: %s}".formatted(state), "test", Map.of());
        Properties properties = StreamsSettings.of(config, "", 1, metrics);
        driver = new TopologyTestDriver(
                NowcastTopology.of(observe, forecasting, serdes, metrics),
                properties,
                Instant.parse("2026-01-01T00:00:00Z"));
        observations = output(Topics.OBSERVATIONS);
        forecasts = output(Topics.FORECASTS);
        var site = station.site();
        send(
                Topics.STATIONS.name(),
                station.id(),
                new org.skycast.avro.Station(
                        station.id(), station.name(), new Site(site.latitude(), site.longitude(), site.altitude())),
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    private <T extends SpecificRecord> TestOutputTopic<String, T> output(Topic<T> topic) {
        return driver.createOutputTopic(
                topic.name(),
                new StringDeserializer(),
                AvroSerdes.values(topic.type(), serdes).deserializer());
    }

    void send(String topic, String key, SpecificRecord value, Instant appendedAt) {
        driver.createInputTopic(topic, new StringSerializer(), AvroSerdes.anyValues(serdes))
                .pipeInput(key, value, appendedAt);
    }

    void tick(Instant at) {
        send(Topics.TICKS.name(), "0", new Tick(0, at), at);
    }

    List<Observation> observations() {
        return observations.readValuesToList();
    }

    List<Forecast> forecasts() {
        return forecasts.readValuesToList();
    }

    @Override
    public void close() {
        driver.close();
    }

    private record NoFrames() implements FrameArchive {
        @Override
        public Optional<byte[]> image(Origin origin) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
