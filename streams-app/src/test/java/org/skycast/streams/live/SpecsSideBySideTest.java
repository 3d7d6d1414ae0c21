package org.skycast.streams.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Forecast;
import org.skycast.avro.ModelDeployment;
import org.skycast.avro.SlotRevision;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.nowcast.forecast.Deployments.Role;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;
import org.skycast.records.ObservationRecords;
import org.skycast.streams.forecast.ForecastParts;
import org.skycast.streams.forecast.ForecastTopology;
import org.skycast.streams.forecast.LearningChoice;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.ModelChoice;
import org.skycast.streams.model.ModelSource;
import org.skycast.streams.model.OnnxSkyEmbedder;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.streams.runtime.StreamsSettings;
import org.skycast.streams.topology.TestTopics;
import org.skycast.streams.topology.TopologyBuilder;
import org.skycast.topics.Topics;

/** The shipped bundle, which reads slots-3, and one that reads slots-2, over the same observations. */
class SpecsSideBySideTest {

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(10);
    private static final int DAY = 144;
    private static final int SLOTS = DAY + 16;
    private static final Site SITE = new Site(55, 12, 10);
    private static final Path SHIPPED = Path.of("..", "models", "skycast");
    private static final Path SECOND = Path.of("..", "inference", "src", "test", "resources", "slots-2");

    @TempDir
    Path folder;

    private ModelBundle first;
    private ModelBundle second;
    private List<Observation> observations;

    @BeforeEach
    void loadBothAndObserveADayAndMore() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("slots-2"));
        for (String file : List.of("manifest.json", "forecaster.onnx", "golden.json")) {
            Files.copy(SECOND.resolve(file), copy.resolve(file));
        }
        Files.copy(SHIPPED.resolve("sky-encoder.onnx"), copy.resolve("sky-encoder.onnx"));
        first = ModelBundle.load(SHIPPED);
        second = ModelBundle.load(copy);
        observations = new ArrayList<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            observations.add(observation(slot));
        }
    }

    private static Instant slot(int number) {
        return START.plus(SLOT.multipliedBy(number));
    }

    /** Weather with a day's course; each seventh slot was not measured, each third has a sky. */
    private Observation observation(int number) {
        double day = Math.sin(2 * Math.PI * number / DAY);
        Map<Variable, Summary> variables = new EnumMap<>(Variable.class);
        if (number % 7 != 3) {
            variables.put(Variable.AIR_TEMPERATURE, summary(12 + 5 * day + number % 5 / 10.0));
            variables.put(Variable.RELATIVE_HUMIDITY, summary(70 - 10 * day));
            variables.put(Variable.PRESSURE, summary(1010 + number / 100.0));
        }
        float[] embedding = new float[first.featureSpec().embeddingSize()];
        var random = new Random(number);
        for (int i = 0; i < embedding.length; i++) {
            embedding[i] = random.nextFloat() - 0.5f;
        }
        var sky = new Sky(
                slot(number).plusSeconds(300),
                first.encoderSha256(),
                Embedding.of(embedding),
                Optional.empty(),
                new Origin("skycast.frames", 0, number));
        return new Observation(
                "a",
                SITE,
                new Slot(slot(number), SLOT),
                0,
                variables,
                number % 3 == 0 ? Optional.of(sky) : Optional.empty(),
                Optional.of(slot(number).plusSeconds(540)),
                List.of());
    }

    private static Summary summary(double value) {
        return new Summary(value, value, value, 1, Set.of());
    }

    private Optional<ModelSource> published(String sha256) {
        return Stream.of(first, second)
                .filter(bundle -> bundle.model().sha256().equals(sha256))
                .findFirst()
                .map(SpecsSideBySideTest::source);
    }

    private static ModelSource source(ModelBundle bundle) {
        return new ModelSource(
                bundle.featureSpec(), bundle::openForecaster, () -> new OnnxSkyEmbedder(bundle, new FrameDecoder()));
    }

    private record Given(Role role, ModelBundle bundle, int fromSlot) {}

    /** What a role's stage makes of the observations, where these were deployed before them. */
    private List<Forecast> forecasts(Role role, Given... deployed) {
        Map<String, Object> serdes = new HashMap<>(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()));
        var metrics = new NowcastMetrics(new SimpleMeterRegistry());
        Path state = folder.resolve(UUID.randomUUID().toString());
        var config = NowcastConfig.read("{stateDirectory: %s}".formatted(state), "test", Map.of());
        Properties properties = StreamsSettings.of(config, "", 1, metrics);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        Optional<ModelSource> configured = role == Role.CHAMPION ? Optional.of(source(first)) : Optional.empty();
        var choice = new ModelChoice.Deployed(role, configured, this::published);
        var topology = new TopologyBuilder(serdes);
        new ForecastTopology(
                        ForecastParts.of(choice, LearningChoice.nowhere(), SLOT, NowcastHarness.EveryOtherFrame::new),
                        metrics)
                .addTo(
                        topology,
                        Topics.OBSERVATIONS.name(),
                        ForecastTopology.Step.only(Topics.FORECASTS.name(), Topics.LEARNED.name()));
        try (var driver = new TopologyTestDriver(topology.topology(), properties, START)) {
            var topics = new TestTopics(driver, serdes);
            for (Given given : deployed) {
                var model = given.bundle().model();
                topics.send(
                        Topics.DEPLOYMENTS,
                        "0:" + model.id() + given.fromSlot(),
                        new ModelDeployment(
                                given.role().name(), model.id(), model.sha256(), slot(given.fromSlot()), List.of()),
                        START);
            }
            for (Observation observation : observations) {
                topics.send(
                        Topics.OBSERVATIONS,
                        observation.stationId(),
                        ObservationRecords.toAvro(observation),
                        observation.slot().end());
            }
            return topics.read(Topics.FORECASTS);
        }
    }

    private static List<ByteBuffer> bytes(List<Forecast> forecasts) {
        return forecasts.stream()
                .map(forecast -> {
                    try {
                        return forecast.toByteBuffer();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private static List<String> specs(List<Forecast> forecasts) {
        return forecasts.stream()
                .map(forecast -> forecast.getLineage().getFeatureSpec())
                .distinct()
                .toList();
    }

    @Test
    void shadowOfAnotherSpecLeavesWhatTheChampionSays() {
        var shadow = new Given(Role.SHADOW, second, 0);
        List<Forecast> alone = forecasts(Role.CHAMPION);
        List<Forecast> watched = forecasts(Role.CHAMPION, shadow);
        assertThat(specs(alone)).containsExactly("slots-3");
        assertThat(alone).hasSize(SLOTS);
        assertThat(bytes(watched)).isEqualTo(bytes(alone));

        List<Forecast> beside = forecasts(Role.SHADOW, shadow);
        assertThat(specs(beside)).containsExactly("slots-2");
        assertThat(beside)
                .extracting(Forecast::getReferenceTime)
                .isEqualTo(alone.stream().map(Forecast::getReferenceTime).toList());
        Forecast last = beside.get(SLOTS - 1);
        assertThat(last.getVariables()).isNotEmpty();
        assertThat(last.getLineage().getSlots())
                .extracting(SlotRevision::getStart)
                .startsWith(last.getReferenceTime().minus(Duration.ofHours(24)));
        assertThat(alone.get(SLOTS - 1).getLineage().getSlots())
                .extracting(SlotRevision::getStart)
                .as("the champion looks back farther than the station has been there")
                .startsWith(START);
        assertThat(first.featureSpec().remembers()).isGreaterThan(SLOT.multipliedBy(SLOTS));
    }

    @Test
    void dayBeforeChangesWhatTheShadowSays() {
        var shadow = new Given(Role.SHADOW, second, 0);
        List<Forecast> full = forecasts(Role.SHADOW, shadow);
        // The last forecast reads this slot as the day before that of its third lead; the other is older than a day.
        observations.remove(SLOTS - DAY + 2);
        List<Forecast> without = forecasts(Role.SHADOW, shadow);
        assertThat(without.get(SLOTS - 2).getReferenceTime())
                .isEqualTo(full.get(SLOTS - 1).getReferenceTime());
        assertThat(without.get(SLOTS - 2).getVariables())
                .isNotEqualTo(full.get(SLOTS - 1).getVariables());
        observations.remove(SLOTS - DAY - 1);
        assertThat(forecasts(Role.SHADOW, shadow).get(SLOTS - 3).getVariables())
                .isEqualTo(without.get(SLOTS - 2).getVariables());
    }

    @Test
    void promotionInTheLogGoesFromOneSpecToTheOtherAndBack() {
        List<ByteBuffer> ones = bytes(forecasts(Role.CHAMPION));
        List<ByteBuffer> others = bytes(forecasts(Role.SHADOW, new Given(Role.SHADOW, second, 0)));
        List<Forecast> promoted = forecasts(
                Role.CHAMPION, new Given(Role.CHAMPION, second, DAY + 6), new Given(Role.CHAMPION, first, DAY + 12));
        assertThat(specs(promoted)).containsExactly("slots-3", "slots-2");
        // The day was kept from the announcement on, so the new champion says at once what the shadow says.
        List<ByteBuffer> wanted = new ArrayList<>(ones.subList(0, DAY + 6));
        wanted.addAll(others.subList(DAY + 6, DAY + 12));
        wanted.addAll(ones.subList(DAY + 12, SLOTS));
        assertThat(bytes(promoted)).isEqualTo(wanted);
    }

    @Test
    void newStationIsForecastBeforeADayIsThere() {
        List<Forecast> promoted = forecasts(Role.CHAMPION, new Given(Role.CHAMPION, second, 0));
        assertThat(specs(promoted)).containsExactly("slots-2");
        assertThat(promoted).hasSize(SLOTS);
        assertThat(promoted.get(10).getVariables()).isNotEmpty();
    }
}
