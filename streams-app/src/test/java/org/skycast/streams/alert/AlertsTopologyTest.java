package org.skycast.streams.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.streams.alert.FrostScene.START;
import static org.skycast.streams.alert.FrostScene.at;
import static org.skycast.streams.alert.FrostScene.forecast;
import static org.skycast.streams.alert.FrostScene.frost;
import static org.skycast.streams.alert.FrostScene.patient;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Alert;
import org.skycast.avro.Tick;
import org.skycast.nowcast.alert.AlertBook;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.nowcast.alert.LeadSkill;
import org.skycast.nowcast.alert.StationAlertJudge;
import org.skycast.nowcast.alert.StationAlerts;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.observe.Origin;
import org.skycast.records.AlertRuleRecords;
import org.skycast.records.ForecastRecords;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.streams.runtime.StreamsSettings;
import org.skycast.streams.topology.TestTopics;
import org.skycast.topics.Topics;

/** The stage without a broker: rules, forecasts and ticks in, messages out. Times are counted in slots. */
class AlertsTopologyTest {

    @TempDir
    Path state;

    private final Map<String, Object> serdes =
            new HashMap<>(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final NowcastMetrics metrics = new NowcastMetrics(meters);
    private final List<Forecast> foretold = new ArrayList<>();
    private TopologyTestDriver driver;
    private TestTopics topics;
    private TestOutputTopic<String, Alert> active;

    @BeforeEach
    void open() {
        var config = NowcastConfig.read("{stateDirectory: %s}".formatted(state), "test", Map.of());
        Properties properties = StreamsSettings.of(config, "-alerts", 1, metrics);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(AlertsTopology.of(serdes, metrics), properties, START);
        topics = new TestTopics(driver, serdes);
        active = driver.createOutputTopic(
                Topics.ACTIVE_ALERTS.name(),
                new StringDeserializer(),
                AvroSerdes.values(Alert.class, serdes).deserializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private void rule(AlertRule rule, int slot) {
        topics.send(Topics.ALERT_RULES, rule.key(), AlertRuleRecords.toAvro(rule), at(slot));
    }

    /** A forecast of this temperature, give or take two. */
    private void foretell(String station, int slot, float temperature) {
        foretell(station, forecast(station, slot, temperature));
    }

    private void foretell(String key, Forecast forecast) {
        foretold.add(forecast);
        topics.send(
                Topics.FORECASTS,
                key,
                ForecastRecords.toAvro(forecast),
                forecast.issuedAt().plusSeconds(1));
    }

    private void tick(int slot) {
        topics.send(Topics.TICKS, "0", new Tick(0, at(slot)), at(slot));
    }

    private List<String> told() {
        return topics.read(Topics.ALERTS).stream()
                .map(alert -> alert.getState() + "/" + alert.getWeather().getReason())
                .toList();
    }

    @Test
    void aFrostIsRaisedToldAndCleared() {
        rule(frost(1, 0, true), 0);
        foretell("a", 1, -1);
        assertThat(topics.read(Topics.ALERTS)).isEmpty();
        foretell("a", 2, -1);
        Alert alert = topics.read(Topics.ALERTS).get(0);
        assertThat(alert.getState()).isEqualTo("RAISED");
        assertThat(alert.getStationId()).isEqualTo("a");
        assertThat(alert.getCertainty()).isEqualTo("Observed");
        assertThat(alert.getUrgency()).isEqualTo("Immediate");
        assertThat(alert.getProbability()).isEqualTo(0.7);
        assertThat(alert.getWeather().getMessageId()).isEqualTo("a/frost/2026-06-01T00:20:00Z/1");
        assertThat(alert.getWeather().getThreshold()).isZero();
        assertThat(alert.getWeather().getGivenThreshold()).isEqualTo(32);
        assertThat(alert.getWeather().getProbabilities()).containsExactly(0.7, 0.7);
        assertThat(alert.getWeather().getUpperBound()).isEqualTo(1);
        assertThat(alert.getWeather().getForecast().getOffset()).isEqualTo(1);
        assertThat(alert.getWeather().getLabels()).isEqualTo(Map.of("crop", "apple"));
        assertThat(alert.getLineage().getModelId()).isEqualTo("m");
        for (int slot = 3; slot < 6; slot++) {
            foretell("a", slot, 5);
        }
        assertThat(told()).containsExactly("CLEARED/BELOW_CLEAR");
    }

    @Test
    void theNewestMessageOfEachIsKeptUntilADayAfterItsEnd() {
        rule(frost(1, 0, true), 0);
        foretell("a", 1, -1);
        foretell("a", 2, -1);
        foretell("b", 2, 5);
        assertThat(meters.get("skycast.alerts.open")
                        .tag("state", "raised")
                        .gauge()
                        .value())
                .isEqualTo(1);
        tick(8);
        assertThat(told()).containsExactly("RAISED/RAISED", "UNKNOWN/NO_FORECAST");
        assertThat(meters.get("skycast.alerts.open")
                        .tag("state", "unknown")
                        .gauge()
                        .value())
                .isEqualTo(1);
        tick(20);
        tick(300);
        var kept = active.readKeyValuesToList();
        assertThat(kept).extracting(entry -> entry.key).containsOnly("a/frost");
        assertThat(kept)
                .extracting(entry -> entry.value == null ? "-" : entry.value.getState())
                .containsExactly("RAISED", "UNKNOWN", "EXPIRED", "-");
        assertThat(meters.get("skycast.alerts.open")
                        .tag("state", "unknown")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void aRuleThatIsRetiredIsCancelledOnceAlsoWhereTheStationIsSilent() {
        rule(frost(1, 0, true), 0);
        for (String station : List.of("a", "b")) {
            foretell(station, 1, -1);
            foretell(station, 2, -1);
        }
        rule(frost(2, 4, false), 2);
        foretell("a", 3, -1);
        foretell("a", 4, -1);
        foretell("a", 5, -1);
        tick(30);
        assertThat(topics.read(Topics.ALERTS))
                .filteredOn(alert -> alert.getState().equals("CANCELLED"))
                .extracting(Alert::getStationId)
                .containsExactly("a", "b");
    }

    /** As soon as no forecast of before the change could still be judged. */
    @Test
    void aChangeIsToldToASilentStationHoweverOldInputsMayBe() {
        AlertRule patient = patient(1, 0, true);
        rule(patient, 0);
        foretell("a", 1, -1);
        foretell("a", 2, -1);
        rule(patient(2, 3, false), 3);
        int afterTwoDays = 3 + 2 * 144;
        tick(afterTwoDays);
        assertThat(told()).containsExactly("RAISED/RAISED", "UNKNOWN/NO_FORECAST");
        tick(afterTwoDays + 1);
        assertThat(told()).containsExactly("CANCELLED/WITHDRAWN");
    }

    /** Else one of a year to come would have every later one left aside. */
    @Test
    void aForecastThatCannotBeIsLeftAndTheNextIsJudged() {
        rule(frost(1, 0, true), 0);
        foretell("a", 1, -1);
        Forecast ahead = forecast("a", 6 * 24 * 365, -1);
        topics.send(Topics.FORECASTS, "a", ForecastRecords.toAvro(ahead), at(1).plusSeconds(90));
        foretell("b", forecast("a", 2, -1));
        foretell("a", 2, -1);
        assertThat(told()).containsExactly("RAISED/RAISED");
        assertThat(driver.getKeyValueStore(AlertStores.STATIONS.name()).get("b"))
                .isNull();
    }

    @Test
    void aRuleThatThisVersionCannotUseIsRefusedAndTheOthersGoOn() {
        var wrong = AlertRuleRecords.toAvro(frost(1, 0, true));
        wrong.setComparator("~");
        topics.send(Topics.ALERT_RULES, "frost@1", wrong, at(0));
        assertThat(meters.get("skycast.alert.rules.refused").counter().count()).isEqualTo(1);
        rule(frost(2, 0, true), 0);
        foretell("a", 1, -1);
        foretell("a", 2, -1);
        assertThat(told()).containsExactly("RAISED/RAISED");
    }

    @Test
    void whatIsKeptIsReadAgain() {
        rule(frost(1, 0, true), 0);
        foretell("a", 1, -1);
        foretell("a", 2, -1);
        foretell("a", 3, 20);
        StationAlerts alerts = StationAlerts.NONE;
        var judge = new StationAlertJudge("a", AlertBook.EMPTY.with(frost(1, 0, true)), LeadSkill.ASSUMED);
        for (int i = 0; i < foretold.size(); i++) {
            alerts = judge.take(alerts, foretold.get(i), new Origin(Topics.FORECASTS.name(), 0, i))
                    .next();
        }
        assertThat(alerts.isOpen("frost")).isTrue();
        foretell("a", 2, 20);
        assertThat(driver.getKeyValueStore(AlertStores.STATIONS.name()).get("a"))
                .as("what the judge would have, had it never been written")
                .isEqualTo(alerts);
        assertThat(driver.getKeyValueStore(AlertStores.RULES.name()).get("frost@1"))
                .isEqualTo(frost(1, 0, true));
        assertThat(meters.get("skycast.alerts.forecasts.left").counter().count())
                .isEqualTo(1);
    }
}
