package org.skycast.streams.forecast;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.skycast.avro.Forecast;
import org.skycast.avro.ModelDeployment;
import org.skycast.avro.StationLearning;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.forecast.Deployments.Role;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.Prediction;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;
import org.skycast.records.ObservationRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.ModelChoice;
import org.skycast.streams.model.ModelSource;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.streams.runtime.StreamsSettings;
import org.skycast.streams.topology.TestTopics;
import org.skycast.streams.topology.TopologyBuilder;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** The forecast step of a role, without a broker. A model is there by every name; it says two degrees too much. */
final class LearningHarness implements AutoCloseable {

    static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    static final int DAY = 24;
    private static final Duration SLOT = Duration.ofHours(1);
    private static final Site SITE = new Site(55, 12, 10);

    final NowcastMetrics metrics = new NowcastMetrics(new SimpleMeterRegistry());
    private final Role role;
    private final TopologyTestDriver driver;
    private final TestTopics topics;

    LearningHarness(Path folder, Role role, LearningChoice learning, ForecastParts.Wanted wanted) {
        this.role = role;
        Map<String, Object> serdes = Map.of("schema.registry.url", "mock://" + UUID.randomUUID());
        Path state = folder.resolve(UUID.randomUUID().toString());
        var config = NowcastConfig.read("{stateDirectory: %s}".formatted(state), "test", Map.of());
        Properties properties = StreamsSettings.of(config, "", 1, metrics);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        Optional<ModelSource> configured = role == Role.CHAMPION ? Optional.of(source("")) : Optional.empty();
        var parts = new ForecastParts(
                new ModelChoice.Deployed(role, configured, sha256 -> Optional.of(source(sha256))),
                learning,
                SLOT,
                SkySource.OBSERVATIONS,
                () -> {
                    throw new AssertionError("There are no frames.");
                },
                wanted);
        var topology = new TopologyBuilder(serdes);
        new ForecastTopology(parts, metrics).addTo(topology, Topics.OBSERVATIONS.name(), step());
        driver = new TopologyTestDriver(topology.topology(), properties, START);
        topics = new TestTopics(driver, serdes);
    }

    private ForecastTopology.Step step() {
        var step = ForecastTopology.Step.only(
                Topics.FORECASTS.name(), learnedTopic().name());
        return role == Role.CHAMPION ? step.takingOver(Topics.SHADOW_LEARNED.name()) : step;
    }

    private Topic<StationLearning> learnedTopic() {
        return role == Role.CHAMPION ? Topics.LEARNED : Topics.SHADOW_LEARNED;
    }

    static Instant slot(int number) {
        return START.plus(SLOT.multipliedBy(number));
    }

    private static ModelSource source(String sha256) {
        var warm = new TwoTooWarm(sha256);
        return new ModelSource(warm.featureSpec(), () -> warm, () -> {
            throw new AssertionError("There are no frames.");
        });
    }

    /** Persistence and two degrees. */
    private record TwoTooWarm(String sha256) implements Forecaster {
        @Override
        public Model model() {
            return new Model("warm", "1", sha256);
        }

        @Override
        public FeatureSpec featureSpec() {
            return new FeatureSpec(
                    "slots-1", SLOT, 6, List.of(Feature.AIR_TEMPERATURE), "e".repeat(64), 1, Duration.ofHours(3));
        }

        @Override
        public ForecastSpec forecastSpec() {
            return new ForecastSpec(
                    List.of(Duration.ofHours(1), Duration.ofHours(2)),
                    List.of(0.1, 0.5, 0.9),
                    List.of(new ForecastSpec.Target(Feature.AIR_TEMPERATURE, Feature.AIR_TEMPERATURE)),
                    List.of());
        }

        @Override
        public Prediction predict(Site site, History history, Instant reference) {
            float newest = 0;
            for (PastSlot slot : history.slots()) {
                newest = slot.values()
                        .getOrDefault(Feature.AIR_TEMPERATURE, (double) newest)
                        .floatValue();
            }
            float[] levels = {newest + 1, newest + 2, newest + 3};
            return new Prediction(new float[][][] {{levels, levels}}, new float[0][]);
        }
    }

    void deploy(String model, int fromSlot) {
        topics.send(
                Topics.DEPLOYMENTS,
                "0:" + model + fromSlot,
                new ModelDeployment(role.name(), "warm", model, slot(fromSlot), List.of()),
                START);
    }

    /** A station's slots from one up to, not including, another. */
    void observe(String station, int from, int to) {
        for (int number = from; number < to; number++) {
            double value = 12 + 5 * Math.sin(2 * Math.PI * number / DAY);
            var observation = new Observation(
                    station,
                    SITE,
                    new Slot(slot(number), SLOT),
                    0,
                    Map.of(Variable.AIR_TEMPERATURE, new Summary(value, value, value, 1, Set.of())),
                    Optional.empty(),
                    Optional.of(slot(number).plusSeconds(3540)),
                    List.of());
            topics.send(Topics.OBSERVATIONS, station, ObservationRecords.toAvro(observation), slot(number + 1));
        }
    }

    /** What a shadow put in force. */
    void tell(StationLearning elsewhere) {
        topics.send(
                Topics.SHADOW_LEARNED,
                elsewhere.getStationId(),
                elsewhere,
                elsewhere.getFrom().plus(SLOT));
    }

    /** What has come since the last time. */
    List<Forecast> forecasts() {
        return topics.read(Topics.FORECASTS);
    }

    /** What has been put in force since the last time. */
    List<StationLearning> learned() {
        return topics.read(learnedTopic());
    }

    /** The stores' contents, as another instance would find them. */
    void restartAs(LearningHarness other) {
        Map<String, KeyValueStore<String, Object>> stores = new HashMap<>();
        driver.getAllStateStores().keySet().forEach(name -> stores.put(name, driver.getKeyValueStore(name)));
        stores.forEach((name, store) -> {
            try (var entries = store.all()) {
                KeyValueStore<String, Object> into = other.driver.getKeyValueStore(name);
                entries.forEachRemaining(entry -> into.put(entry.key, entry.value));
            }
        });
    }

    @Override
    public void close() {
        driver.close();
    }
}
