package org.skycast.streams.verify;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.skycast.avro.Alert;
import org.skycast.avro.Score;
import org.skycast.avro.Tick;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.nowcast.feature.TrainingStatistics.Spread;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.forecast.Learnt;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;
import org.skycast.records.ForecastRecords;
import org.skycast.records.ObservationRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.streams.runtime.StreamsSettings;
import org.skycast.streams.topology.TestTopics;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** The verify stage without a broker: observations and forecasts in, scores and alerts out. Times are counted in slots. */
public final class VerifyHarness implements AutoCloseable {

    public static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    public static final Duration SLOT = Duration.ofMinutes(10);
    public static final int DAY = 144;
    public static final Model CHAMPION = new Model("champion", "2", "c".repeat(64));
    public static final Model SHADOW = new Model("shadow", "3", "d".repeat(64));
    public static final TrainingStatistics TRAINING =
            new TrainingStatistics(Map.of(Feature.AIR_TEMPERATURE, new Spread(10, 2)));

    private static final Site SITE = new Site(55, 12, 10);
    private static final List<Duration> LEADS = List.of(SLOT, Duration.ofMinutes(60));
    private static final List<Double> LEVELS = List.of(0.1, 0.5, 0.9);
    private static final ForecastSpec.Event RAIN = new ForecastSpec.Event("rain", Feature.RAIN, 0.1, Feature.RAIN);

    private static final Learnt LEARNT = new Learnt(
            START,
            12,
            40_000,
            List.of(new Learnt.Weights(
                    Feature.AIR_TEMPERATURE,
                    LEADS,
                    List.of(List.of(0.25f, 0f, 0.5f, 0.25f), List.of(0f, 0.25f, 0.25f, 0.5f)))));

    private final Map<String, Object> serdes = new HashMap<>();
    public final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final NowcastMetrics metrics = new NowcastMetrics(meters);
    public final TopologyTestDriver driver;
    private final TestTopics topics;

    public VerifyHarness(Path state) {
        this(state, ObservePolicy.AMENDMENT);
    }

    VerifyHarness(Path state, Duration amendment) {
        serdes.put("schema.registry.url", "mock://" + UUID.randomUUID());
        var config = NowcastConfig.read("{stateDirectory: %s}".formatted(state), "test", Map.of());
        Properties properties = StreamsSettings.of(config, "-verify", 1, metrics);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(
                VerifyTopology.of(
                        ObservePolicy.of(Duration.ofMinutes(10), 36).amendedFor(amendment), TRAINING, serdes, metrics),
                properties,
                START);
        topics = new TestTopics(driver, serdes);
    }

    public static Instant slot(int slots) {
        return START.plus(SLOT.multipliedBy(slots));
    }

    /** The slot that begins so many slots after the start; without a temperature it was not measured. */
    public void observe(String station, int slot, int revision, Double temperature) {
        Map<Variable, Summary> variables = new EnumMap<>(Variable.class);
        if (temperature != null) {
            variables.put(Variable.AIR_TEMPERATURE, summary(temperature));
            variables.put(Variable.RAIN, summary(0));
        }
        var observation = new Observation(
                station,
                SITE,
                new Slot(slot(slot), SLOT),
                revision,
                variables,
                Optional.empty(),
                Optional.empty(),
                List.of());
        topics.send(Topics.OBSERVATIONS, station, ObservationRecords.toAvro(observation), slot(slot + 1));
    }

    /** A record without a value, at the end of {@code slot}. */
    void tombstone(Topic<?> topic, String station, int slot) {
        driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(station, null, slot(slot + 1));
    }

    private static Summary summary(double value) {
        return new Summary(value, value, value, 1, Set.of());
    }

    /** A forecast at the end of {@code slot}: this temperature give or take one, and rain by half. */
    public void foretell(
            Topic<org.skycast.avro.Forecast> topic, Model by, String station, int slot, double temperature) {
        foretell(topic, by, station, slot, temperature, Optional.empty());
    }

    /** The same, corrected by what the station has taught: the bundle itself said {@code own}, and rain for sure. */
    public void foretellLearnt(String station, int slot, double temperature, double own) {
        foretell(Topics.FORECASTS, CHAMPION, station, slot, temperature, Optional.of(own));
    }

    private void foretell(
            Topic<org.skycast.avro.Forecast> topic,
            Model by,
            String station,
            int slot,
            double temperature,
            Optional<Double> own) {
        List<Float> quantiles = List.of((float) temperature - 1, (float) temperature, (float) temperature + 1);
        var forecast = new Forecast(
                station,
                slot(slot + 1),
                slot(slot + 1),
                new Forecast.Lineage(
                        by, "slots-1", new Origin("skycast.observations", 0, slot), List.of(), own.map(o -> LEARNT)),
                List.of(new Forecast.OfVariable(
                        Feature.AIR_TEMPERATURE,
                        LEADS,
                        LEVELS,
                        List.of(quantiles, quantiles),
                        OptionalDouble.of(temperature + 2),
                        own.map(o -> List.of(o.floatValue(), o.floatValue())))),
                List.of(new Forecast.OfEvent(
                        RAIN,
                        LEADS,
                        List.of(0.5f, 0.5f),
                        OptionalDouble.of(0),
                        Optional.of(Duration.ZERO),
                        own.map(o -> List.of(1f, 1f)))),
                1,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        topics.send(
                topic, station, ForecastRecords.toAvro(forecast), slot(slot + 1).plusMillis(100));
    }

    /** Slots {@code from} to {@code to}, each observed and forecast from by the champion, which says what it sees. */
    public void run(String station, int from, int to, double temperature) {
        for (int slot = from; slot < to; slot++) {
            observe(station, slot, 0, temperature);
            foretell(Topics.FORECASTS, CHAMPION, station, slot, temperature);
        }
    }

    /** The log's time comes to so many slots after the start. */
    public void tick(int slot) {
        topics.send(Topics.TICKS, "0", new Tick(0, slot(slot)), slot(slot));
    }

    List<Score> scores() {
        return topics.read(Topics.SCORES);
    }

    List<Alert> alerts() {
        return topics.read(Topics.OPERATOR_ALERTS);
    }

    @Override
    public void close() {
        driver.close();
    }
}
