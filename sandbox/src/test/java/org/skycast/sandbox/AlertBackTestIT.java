package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Alert;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;
import org.skycast.records.ObservationRecords;
import org.skycast.schemas.AvroSerdes;
import org.skycast.topics.Topics;

/** Rules tried on what a broker holds: of forecasts as they went out, and made again from the observations. */
class AlertBackTestIT {

    private static final int SMALL_DESK = 1_200;

    /** Eight days, of which the last hours are for truths alone. */
    private static final int SLOTS = 8 * 144;

    private static final int JUDGED = SLOTS - 24;

    private static final String RULES = """
            rules:
              - id: rain
                title: Rain
                stations: ["s-*"]
                event: rain
                window: { from: 10, to: 60 }
                levels:
                  - { severity: Minor, raise: 0.5, clear: 0.3 }
                  - { severity: Moderate, raise: 0.85, clear: 0.6 }
            """;

    /** The log takes in a moment what is of long ago, and forecasts are issued as it does. */
    private static final String FROST = """
            rules:
              - id: frost
                stations: ["*"]
                variable: temperature
                comparator: "<"
                unit: degC
                threshold: 0
                raise: 0.5
                clear: 0.25
                maxInputAge: P4000D
            """;

    @TempDir
    Path folder;

    @Test
    void rulesAreTriedOnWhatTheLogHolds() throws Exception {
        try (Rig rig = Rig.on(folder.resolve("rig"));
                var forecasts = new RainForecasts(rig)) {
            forecasts.send(1, SLOTS);
            observe(rig);
            asTheReplayDoes(rig);
            madeAgain(rig);
        }
    }

    /** The back-test raises what a replay of the same range raises, alert for alert. */
    private void asTheReplayDoes(Rig rig) throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
        String from = RainForecasts.at(1).toString();
        String to = RainForecasts.at(JUDGED).toString();
        String bundle = Rig.BUNDLE.toString();
        rig.done("alerts", "rules", "apply", rules.toString(), "--from", from, "--bundle", bundle);
        rig.done("alerts", "replay", "--from", from, "--to", to, "--topic", "replayed");
        List<Alert> replayed = rig.read(
                "replayed", AvroSerdes.values(Alert.class, rig.clients()).deserializer());
        Path report = folder.resolve("report");
        Ended ended = rig.run(
                "alerts",
                "rules",
                "test",
                rules.toString(),
                "--from",
                from,
                "--to",
                to,
                "--bundle",
                bundle,
                "--report",
                report.toString(),
                "--dashboard",
                "http://127.0.0.1:8085");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        look(report.resolve("report.html"));
        JsonNode json = new JsonMapper().readTree(report.resolve("report.json").toFile());
        JsonNode all = json.get("rows").get(0);
        assertThat(all.get("stationCount").asInt()).isEqualTo(6);
        assertThat(all.get("alerts").asInt() + all.get("unjudgedAlerts").asInt())
                .isGreaterThan(50)
                .isEqualTo((int) replayed.stream().map(Alert::getId).distinct().count());
        assertThat(json.get("cases").findValuesAsText("incident"))
                .containsAll(replayed.stream().map(Alert::getId).distinct().toList());
        // The forecasts are drawn by chance, and so is what they hit.
        assertThat(all.get("auc").asDouble()).isBetween(0.3, 0.7);
        assertThat(all.at("/unknownFor/DEGRADED").asInt()).isPositive();
    }

    /** Its widest table fits a small desk, and each case leads to its station and time. */
    private static void look(Path page) {
        Optional<String> lacking = ChromiumBrowser.lacking();
        if (lacking.isPresent()) {
            System.out.println("The report of the back-test is not looked at: " + lacking.get());
            return;
        }
        try (ChromiumBrowser browser = ChromiumBrowser.open()) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                Page shown = browser.page(SMALL_DESK, scheme);
                shown.navigate(page.toUri().toString());
                Locator link = shown.locator("#cases .card a").first();
                assertThat(link.getAttribute("href")).matches("http://127.0.0.1:8085/stations/s-\\d\\?at=2\\d{3}-.*Z");
                ChromiumBrowser.picture(shown, "back-test-" + scheme.name().toLowerCase(Locale.ROOT));
                assertThat(shown.locator("#rows .wide").evaluate("box => box.scrollWidth - box.clientWidth"))
                        .as("how far its widest table scrolls sideways")
                        .isEqualTo(0);
                assertThat(ChromiumBrowser.violations(shown)).isEmpty();
                shown.context().close();
            }
            assertThat(browser.troubles()).isEmpty();
        }
    }

    private void madeAgain(Rig rig) throws IOException {
        Path rules = Files.writeString(folder.resolve("frost.yaml"), FROST);
        Path report = folder.resolve("again");
        Ended ended = rig.run(
                "alerts",
                "rules",
                "test",
                rules.toString(),
                "--from",
                RainForecasts.at(288).toString(),
                "--to",
                RainForecasts.at(432).toString(),
                "--station",
                "s-0",
                "--warm-up",
                "P1D",
                "--model",
                Rig.BUNDLE.toString(),
                "--report",
                report.toString());
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.out()).contains("made again from the observations in the log", "cannot tell");
        JsonNode json = new JsonMapper().readTree(report.resolve("report.json").toFile());
        assertThat(json.get("stations")).extracting(JsonNode::asText).containsExactly("s-0");
        JsonNode frost = json.get("rows").get(0);
        assertThat(frost.get("forecasts").asInt()).isEqualTo(144);
        assertThat(frost.get("events").asInt() + frost.get("unjudgedEvents").asInt())
                .isEqualTo(2);
        assertThat(frost.get("windows").asInt()).isEqualTo(144);
    }

    /** Frost twice a day, and rain of an hour and a half now and then. */
    private static void observe(Rig rig) {
        try (Producer<String, org.skycast.avro.Observation> producer = new KafkaProducer<>(
                new HashMap<>(rig.clients()),
                new StringSerializer(),
                AvroSerdes.values(org.skycast.avro.Observation.class, rig.clients())
                        .serializer())) {
            for (int slot = 0; slot < SLOTS; slot++) {
                for (int i = 0; i < 6; i++) {
                    var observation = observation("s-" + i, slot, (slot / 9 + i) % 11 == 0);
                    producer.send(new ProducerRecord<>(
                            Topics.OBSERVATIONS.name(), "s-" + i, ObservationRecords.toAvro(observation)));
                }
            }
            producer.flush();
        }
    }

    private static Observation observation(String station, int slot, boolean rains) {
        Map<Variable, Summary> values = new EnumMap<>(Variable.class);
        double wave = Math.sin(2 * Math.PI * slot / 72);
        values.put(Variable.RAIN, value(rains ? 0.4 : 0));
        values.put(Variable.AIR_TEMPERATURE, value(2 + 5 * wave));
        values.put(Variable.RELATIVE_HUMIDITY, value(75 - 10 * wave));
        Instant start = RainForecasts.at(slot);
        return new Observation(
                station,
                new Site(55, 12, 10),
                new Slot(start, Duration.ofMinutes(10)),
                0,
                values,
                Optional.empty(),
                Optional.of(start.plusSeconds(500)),
                List.of());
    }

    private static Summary value(double of) {
        return new Summary(of, of, of, 1, Set.of());
    }
}
