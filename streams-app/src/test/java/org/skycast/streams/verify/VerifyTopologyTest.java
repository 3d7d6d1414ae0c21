package org.skycast.streams.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.streams.verify.VerifyHarness.CHAMPION;
import static org.skycast.streams.verify.VerifyHarness.DAY;
import static org.skycast.streams.verify.VerifyHarness.SHADOW;
import static org.skycast.streams.verify.VerifyHarness.START;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Alert;
import org.skycast.avro.Score;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.verify.SkillSum;
import org.skycast.nowcast.verify.rolling.DriftState;
import org.skycast.nowcast.verify.rolling.InputBucket;
import org.skycast.nowcast.verify.rolling.InputSums;
import org.skycast.nowcast.verify.rolling.Moments;
import org.skycast.nowcast.verify.rolling.SkillBucket;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.StoreSpec;
import org.skycast.topics.Topics;

class VerifyTopologyTest {

    @TempDir
    Path state;

    private VerifyHarness harness;

    @BeforeEach
    void open() {
        harness = new VerifyHarness(state);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void aForecastIsScoredAsItsTruthArrives() {
        harness.observe("a", 0, 0, 10.0);
        harness.foretell(Topics.FORECASTS, CHAMPION, "a", 0, 11);
        assertThat(harness.scores()).isEmpty();
        harness.observe("a", 1, 0, 10.5);
        Map<String, Score> scores = by(Score::getVariable, harness.scores());
        assertThat(scores).containsOnlyKeys("air_temperature", "rain");
        Score temperature = scores.get("air_temperature");
        assertThat(temperature.getLeadMinutes()).isEqualTo(10);
        assertThat(temperature.getReferenceTime()).isEqualTo(VerifyHarness.slot(1));
        assertThat(temperature.getObserved()).isEqualTo(10.5);
        assertThat(temperature.getError()).isEqualTo(0.5);
        assertThat(temperature.getPersistenceError()).isEqualTo(2.5);
        assertThat(temperature.getInside80()).isTrue();
        assertThat(temperature.getForecast().getTopic()).isEqualTo("skycast.forecasts");
        assertThat(temperature.getLineage().getBundleSha256()).isEqualTo(CHAMPION.sha256());
        assertThat(scores.get("rain").getBrier()).isEqualTo(0.25);
        assertThat(scores.get("rain").getPersistenceBrier()).isZero();
    }

    @Test
    void whatTheBundleItselfSaidIsScoredBesideWhatTheStationTaughtIt() {
        harness.observe("a", 0, 0, 10.0);
        harness.foretellLearnt("a", 0, 11, 13);
        harness.observe("a", 1, 0, 10.5);
        Map<String, Score> scores = by(Score::getVariable, harness.scores());
        Score temperature = scores.get("air_temperature");
        assertThat(temperature.getError()).isEqualTo(0.5);
        assertThat(temperature.getBundleError()).isEqualTo(2.5);
        assertThat(scores.get("rain").getBundleBrier()).isEqualTo(1);
        assertThat(temperature.getLineage().getLearnt().getDays()).isEqualTo(12);
        assertThat(temperature.getLineage().getLearnt().getWeights()).isEmpty();
        assertThat(sum("a", "air_temperature").variable().orElseThrow().beside())
                .contains(new SkillSum.Beside(1, 0.5, 2.5));
        assertThat(sum("a", "rain").event().orElseThrow().beside()).contains(new SkillSum.Beside(1, 0.25, 1));
    }

    @Test
    void aForecastThatComesAfterItsTruthGetsTheSameScore() {
        harness.observe("a", 0, 0, 10.0);
        harness.foretell(Topics.FORECASTS, CHAMPION, "a", 0, 11);
        harness.observe("a", 1, 0, 10.5);
        harness.observe("b", 0, 0, 10.0);
        harness.observe("b", 1, 0, 10.5);
        harness.foretell(Topics.FORECASTS, CHAMPION, "b", 0, 11);
        Map<String, List<Score>> scores = harness.scores().stream().collect(Collectors.groupingBy(Score::getStationId));
        scores.values()
                .forEach(list -> list.forEach(score -> {
                    score.setStationId("");
                    score.getForecast().setOffset(0);
                }));
        assertThat(scores.get("a")).hasSize(2).isEqualTo(scores.get("b"));
        assertThat(sum("a", "air_temperature")).isEqualTo(sum("b", "air_temperature"));
    }

    @Test
    void truthsThatNeverCameAreMissingAfterADayByTheLogsTimeAndOnce() {
        harness.observe("a", 0, 0, 10.0);
        harness.foretell(Topics.FORECASTS, CHAMPION, "a", 0, 11);
        harness.tick(DAY);
        assertThat(harness.scores()).isEmpty();
        harness.tick(DAY + 7);
        assertThat(harness.scores())
                .hasSize(4)
                .allSatisfy(score -> assertThat(score.getObserved()).isNull());
        harness.tick(DAY + 8);
        assertThat(harness.scores()).isEmpty();
        assertThat(harness.metrics.counts()).doesNotContainKey("skycast.scores.missing");
        assertThat(sum("a", "air_temperature").missing()).isEqualTo(1);
        assertThat(sum("a", "air_temperature").variable()).isEmpty();
    }

    @Test
    void theShadowIsScoredBesideTheChampion() {
        harness.observe("a", 0, 0, 10.0);
        harness.foretell(Topics.FORECASTS, CHAMPION, "a", 0, 11);
        harness.foretell(Topics.SHADOW_FORECASTS, SHADOW, "a", 0, 12);
        harness.observe("a", 1, 0, 10.0);
        List<Score> temperatures = harness.scores().stream()
                .filter(score -> score.getVariable().equals("air_temperature"))
                .toList();
        Map<String, Score> scores = by(score -> score.getLineage().getModelId(), temperatures);
        assertThat(scores.get("champion").getError()).isEqualTo(1);
        assertThat(scores.get("shadow").getError()).isEqualTo(2);
        assertThat(scores.get("shadow").getForecast().getTopic()).isEqualTo("skycast.forecasts.shadow");
        assertThat(buckets()).extracting(bucket -> bucket.model()).containsExactlyInAnyOrder(CHAMPION, SHADOW);
    }

    @Test
    void scoresAreSummedUpByTheBucketOfTheirForetoldTime() {
        harness.run("a", 0, DAY / 2, 10);
        assertThat(buckets())
                .extracting(bucket -> bucket.bucket().start())
                .containsExactly(START, START.plus(Duration.ofHours(6)), START.plus(Duration.ofHours(12)));
        long cases = buckets().stream()
                .flatMap(bucket -> bucket.sums().sums().stream())
                .mapToLong(sum -> sum.variable().map(SkillSum.OfVariable::cases).orElse(0L))
                .sum();
        // 71 slots after the first of twelve hours at ten minutes, 66 at an hour.
        assertThat(cases).isEqualTo(71 + 66);
        assertThat(harness.scores()).hasSize(2 * (71 + 66));
    }

    @Test
    void aDriftIsRaisedOnceAndCleared() {
        harness.run("a", 0, DAY, 10);
        assertThat(harness.alerts()).isEmpty();
        harness.run("a", DAY, 5 * DAY, 20);
        harness.run("b", 0, 4 * DAY, 13);
        List<Alert> lasting = harness.alerts();
        assertThat(lasting).extracting(Alert::getState).startsWith("RAISED").containsOnlyOnce("RAISED");
        Alert raised = lasting.get(0);
        assertThat(raised.getId()).isEqualTo("a/input-mean/air_temperature");
        assertThat(raised.getRule()).isEqualTo("input-mean");
        assertThat(raised.getStationId()).isEqualTo("a");
        assertThat(raised.getSeverity()).isEqualTo("Minor");
        assertThat(raised.getLevel()).isGreaterThan(3);
        assertThat(raised.getBundleLevel()).isNull();
        assertThat(raised.getCertainty()).isEqualTo("Observed");
        assertThat(raised.getExpires()).isEqualTo(raised.getOnset().plus(Duration.ofDays(2)));
        assertThat(raised.getLineage().getBundleSha256()).isEqualTo(CHAMPION.sha256());
        assertThat(lasting.subList(1, lasting.size())).allSatisfy(updated -> {
            assertThat(updated.getState()).isEqualTo("UPDATED");
            assertThat(updated.getId()).isEqualTo(raised.getId());
            assertThat(updated.getOnset()).isEqualTo(raised.getOnset());
        });
        harness.run("a", 5 * DAY, 9 * DAY + 1, 10);
        List<Alert> over = harness.alerts();
        Alert last = over.get(over.size() - 1);
        assertThat(last.getState()).isEqualTo("CLEARED");
        assertThat(last.getUrgency()).isEqualTo("Past");
        assertThat(harness.meters.scrape())
                .contains("skycast_operator_alerts_total{rule=\"input-mean\",state=\"RAISED\"} 1.0")
                .contains("skycast_operator_alerts_total{rule=\"input-mean\",state=\"CLEARED\"} 1.0");
    }

    @Test
    void anAmendedSlotCountsOnceAsItsNewestRevisionHasIt() {
        for (int slot = 0; slot < 20; slot++) {
            harness.observe("a", slot, 0, slot == 7 ? null : 10.0);
        }
        assertThat(inputs("a").slots()).isEqualTo(19);
        harness.observe("a", 3, 1, 11.0);
        harness.observe("a", 7, 1, 10.0);
        harness.observe("a", 7, 2, 12.0);
        Moments temperature = inputs("a").of(Feature.AIR_TEMPERATURE);
        assertThat(inputs("a").slots()).isEqualTo(20);
        assertThat(temperature.count()).isEqualTo(20);
        assertThat(temperature.sum()).isEqualTo(203);
        // Of a slot that nothing is known of, an amendment cannot tell what it had counted for.
        harness.observe("a", 25, 1, 10.0);
        assertThat(inputs("a").slots()).isEqualTo(20);
    }

    /** What was measured at a station in the first bucket. */
    private InputSums inputs(String station) {
        KeyValueStore<String, InputBucket> store = harness.driver.getKeyValueStore(RollingStores.INPUTS.name());
        try (var entries = store.range(station + "|", station + "|~")) {
            return entries.next().value.sums();
        }
    }

    @Test
    void skillIsShownOfTheWatchedLeadsAndHiddenWithTheStation() {
        harness.run("a", 0, DAY, 10);
        String series = "skycast_skill{lead_minutes=\"60\",model=\"champion:2@cccccccccccc\",station=\"a\","
                + "variable=\"air_temperature\",window=\"day\"} 1.0";
        assertThat(harness.meters.scrape())
                .contains(series)
                .contains("skycast_mae{lead_minutes=\"60\"")
                .doesNotContain("lead_minutes=\"10\"");
        harness.tick(DAY + 31 * DAY);
        assertThat(harness.meters.scrape()).doesNotContain("station=\"a\"");
        assertThat(buckets()).isEmpty();
    }

    @Test
    void anInstanceShowsTheStationsItTakesOverAndHidesThoseItGivesAway() {
        harness.run("a", 0, DAY, 10);
        var context = new MockProcessorContext<String, Alert>(new Properties());
        for (StoreSpec<?> store : List.of(RollingStores.SKILL, RollingStores.INPUTS, RollingStores.WATCHES)) {
            context.addStateStore(harness.driver.getKeyValueStore(store.name()));
        }
        var meters = new SimpleMeterRegistry();
        var other = new DriftStep(VerifyHarness.TRAINING, new NowcastMetrics(meters));
        other.init(context);
        assertThat(meters.find("skycast.skill").tag("station", "a").gauges()).isNotEmpty();
        other.close();
        assertThat(meters.getMeters())
                .as("of the station")
                .allMatch(meter -> meter.getId().getTag("station") == null);
    }

    @Test
    void descriptionIsPinned() throws IOException {
        String description = VerifyTopology.of(
                        ObservePolicy.of(Duration.ofMinutes(10), 36),
                        VerifyHarness.TRAINING,
                        Map.of("schema.registry.url", "mock://pinned"),
                        harness.metrics)
                .describe()
                .toString();
        Path golden = Path.of("src/test/resources/verify-topology.txt");
        if (Boolean.getBoolean("pin")) {
            Files.writeString(golden, description);
        }
        assertThat(description)
                .as("the topology changed; if that is meant, run the test with -Dpin=true and mind upgrades")
                .isEqualTo(Files.readString(golden));
    }

    private List<SkillBucket> buckets() {
        KeyValueStore<String, SkillBucket> store = harness.driver.getKeyValueStore(RollingStores.SKILL.name());
        try (var entries = store.all()) {
            List<SkillBucket> found = new ArrayList<>();
            entries.forEachRemaining((KeyValue<String, SkillBucket> entry) -> found.add(entry.value));
            return found;
        }
    }

    /** Of the champion at a station in the first bucket, at ten minutes. */
    private SkillSum sum(String station, String name) {
        KeyValueStore<String, DriftState> watches = harness.driver.getKeyValueStore(RollingStores.WATCHES.name());
        assertThat(watches.get(station)).isNotNull();
        KeyValueStore<String, SkillBucket> store = harness.driver.getKeyValueStore(RollingStores.SKILL.name());
        try (var entries = store.range(station + "|", station + "|~")) {
            return entries.next().value.sums().sums().stream()
                    .filter(sum -> sum.name().equals(name))
                    .filter(sum -> sum.lead().equals(VerifyHarness.SLOT))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Map<String, Score> by(Function<Score, String> key, List<Score> scores) {
        return scores.stream().collect(Collectors.toMap(key, score -> score));
    }
}
