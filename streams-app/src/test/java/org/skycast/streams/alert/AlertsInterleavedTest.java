package org.skycast.streams.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.streams.alert.FrostScene.at;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.avro.Alert;
import org.skycast.avro.Tick;
import org.skycast.nowcast.alert.AlertBook;
import org.skycast.nowcast.alert.AlertOutcome;
import org.skycast.nowcast.alert.LeadSkill;
import org.skycast.nowcast.alert.StationAlertJudge;
import org.skycast.nowcast.alert.StationAlerts;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.observe.Origin;
import org.skycast.records.AlertRuleRecords;
import org.skycast.records.ForecastRecords;
import org.skycast.records.WeatherAlertRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.streams.runtime.StreamsSettings;
import org.skycast.streams.topology.TestTopics;
import org.skycast.topics.Topics;

/**
 * Stations whose forecasts come in any order, by a seed: the stage, which keeps each of them in a store as bytes between
 * any two records, tells of each what a judge tells that has it alone and in memory.
 */
class AlertsInterleavedTest {

    private static final int STEPS = 400;
    private static final List<String> STATIONS = List.of("a", "b", "c");

    @TempDir
    Path state;

    private final Map<String, Object> serdes =
            new HashMap<>(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()));

    /** A station by itself. */
    private static final class Alone {

        private final StationAlertJudge judge;
        private final List<Alert> told = new ArrayList<>();
        private StationAlerts alerts = StationAlerts.NONE;

        Alone(String station, AlertBook book) {
            judge = new StationAlertJudge(station, book, LeadSkill.ASSUMED);
        }

        void take(Forecast forecast, long offset) {
            keep(judge.take(alerts, forecast, new Origin(Topics.FORECASTS.name(), 0, offset)));
        }

        void pass(Instant time) {
            keep(judge.pass(alerts, time));
        }

        private void keep(AlertOutcome outcome) {
            alerts = outcome.next();
            outcome.messages().forEach(message -> told.add(WeatherAlertRecords.toAvro(message)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void eachIsToldOfAsIfItWereAlone(long seed) {
        var random = new Random(seed);
        AlertBook book = AlertBook.EMPTY.with(FrostScene.frost(1, 0, true));
        Map<String, Alone> alone = new HashMap<>();
        STATIONS.forEach(station -> alone.put(station, new Alone(station, book)));
        List<Alert> together;
        try (var driver = driver()) {
            var topics = new TestTopics(driver, serdes);
            var rule = FrostScene.frost(1, 0, true);
            topics.send(Topics.ALERT_RULES, rule.key(), AlertRuleRecords.toAvro(rule), at(0));
            live(random, topics, alone);
            // All fall silent at last: what is open is told of by time alone.
            Instant end = at(2 * STEPS);
            topics.send(Topics.TICKS, "0", new Tick(0, end), end);
            alone.values().forEach(station -> station.pass(end.minus(Duration.ofMinutes(2))));
            together = topics.read(Topics.ALERTS);
        }
        assertThat(together).hasSizeGreaterThan(20);
        assertThat(together).extracting(Alert::getState).contains("UNKNOWN", "EXPIRED", "CLEARED");
        alone.forEach((station, expected) -> assertThat(together)
                .filteredOn(alert -> alert.getStationId().equals(station))
                .as(station)
                .isEqualTo(expected.told));
    }

    /** At each slot some stations are foretold, warm or cold for a while, and sometimes time is told to have passed. */
    private static void live(Random random, TestTopics topics, Map<String, Alone> alone) {
        Map<String, Float> temperatures = new HashMap<>();
        long offset = 0;
        for (int slot = 1; slot <= STEPS; slot++) {
            for (String station : STATIONS) {
                float change = (float) (2 * random.nextGaussian());
                float temperature = temperatures.merge(station, change, (was, by) -> 0.8f * was + by);
                if (random.nextInt(8) > 0 && slot / 12 % 5 != STATIONS.indexOf(station)) {
                    Forecast forecast = FrostScene.forecast(station, slot, temperature);
                    Instant appended = forecast.issuedAt().plusSeconds(random.nextInt(30));
                    topics.send(Topics.FORECASTS, station, ForecastRecords.toAvro(forecast), appended);
                    alone.get(station).take(forecast, offset++);
                }
            }
            if (random.nextInt(3) == 0) {
                Instant time = at(slot).plus(Duration.ofMinutes(5));
                topics.send(Topics.TICKS, "0", new Tick(0, time), time);
                alone.values().forEach(station -> station.pass(time.minus(Duration.ofMinutes(2))));
            }
        }
    }

    private TopologyTestDriver driver() {
        var metrics = new NowcastMetrics(new SimpleMeterRegistry());
        var config = NowcastConfig.read("{stateDirectory: %s}".formatted(state), "test", Map.of());
        Properties properties = StreamsSettings.of(config, "-alerts", 1, metrics);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        return new TopologyTestDriver(AlertsTopology.of(serdes, metrics), properties, FrostScene.START);
    }
}
