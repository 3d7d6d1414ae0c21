package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Alert;
import org.skycast.avro.Tick;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.alert.AlertRuleLog;
import org.skycast.streams.log.LogException;
import org.skycast.streams.log.LogReader;
import org.skycast.topics.Topics;

/** The alerts stage on a broker: killed again and again it tells what an undisturbed run tells, message for message. */
class AlertsIT {

    private static final int SLOTS = 240;
    private static final int RETIRED_AT = 180;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String RULES = """
            rules:
              - id: rain
                title: Rain
                stations: ["*"]
                event: rain
                window: { from: 10, to: 60 }
                levels:
                  - { severity: Minor, raise: 0.5, clear: 0.3 }
                  - { severity: Moderate, raise: 0.85, clear: 0.6 }
                updateEvery: PT2H
                status: Actual
                texts: { en: { headline: "{title} at {station}: {probability} % from {onset} to {ends}" } }
              - id: drizzle
                title: Drizzle
                stations: ["s-1*", "s-0"]
                event: rain
                severity: Minor
                raise: 0.4
                clear: 0.2
                raiseAfter: 1 of 1
                status: Actual
            """;

    @TempDir
    Path folder;

    @Test
    void killedAgainAndAgainItTellsWhatAnUndisturbedRunTells() throws Exception {
        try (Rig rig = Rig.on(folder)) {
            Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
            assertThat(rig.done(
                            "alerts",
                            "rules",
                            "apply",
                            rules.toString(),
                            "--from",
                            RainForecasts.at(0).toString(),
                            "--bundle",
                            Rig.BUNDLE.toString()))
                    .contains("rain is new", "rain@1  holds from 2026-06-01T00:00:00Z");
            aRevisionIsWrittenOnce(rig);
            List<Integer> atKills = runLive(rig);
            System.out.printf("AlertsIT: messages at the kills and at last %s%n", atKills);
            List<Alert> live = rig.read(Topics.ALERTS);
            wholeAndOnce(live);
            replayTellsTheSame(rig, live);
            replayOfAPartTellsThat(rig, live);
            activeStandsWithItsStation(rig);
            allIsCap(rig, live);
            assertThat(rig.done("alerts", "list", "--active")).isEmpty();
            assertThat(rig.done("alerts", "rules", "list")).contains("rain@2  withdrawn", "drizzle@1  holds");
            assertThat(rig.done("tail", "alerts", "--from-beginning", "--max", "1"))
                    .contains("RAISED Minor s-");
        }
    }

    /** Each part is sent while the stage runs or after it was killed; at last time passes and all falls due. */
    private List<Integer> runLive(Rig rig) throws Exception {
        List<Integer> atKills = new ArrayList<>();
        try (var forecasts = new RainForecasts(rig)) {
            forecasts.send(1, 60);
            kill(rig, atKills, 5);
            forecasts.send(60, 120);
            kill(rig, atKills, 5);
            retire(rig);
            forecasts.send(120, RETIRED_AT);
            kill(rig, atKills, 1);
            forecasts.send(RETIRED_AT, SLOTS);
        }
        try (JavaProcess stage = rig.alertsProcess()) {
            // All forecasts are read before time passes: a tick is of now, and they are of long ago.
            Rig.await(
                    "the alerts to catch up",
                    PATIENCE,
                    () -> new GroupProgress(rig.clients()).hasRead("skycast-alerts", Topics.FORECASTS.name()));
            tick(rig);
            Rig.await("all alerts to end", PATIENCE, () -> {
                stage.requireAlive();
                return active(rig).values().stream().noneMatch(isThere -> isThere);
            });
        }
        atKills.add(rig.read(Topics.ALERTS).size());
        return atKills;
    }

    private static void kill(Rig rig, List<Integer> atKills, int more) throws Exception {
        int before = atKills.isEmpty() ? 0 : atKills.get(atKills.size() - 1);
        try (JavaProcess stage = rig.alertsProcess()) {
            Rig.await("more messages", PATIENCE, () -> {
                stage.requireAlive();
                return rig.read(Topics.ALERTS).size() >= before + more;
            });
        }
        atKills.add(rig.read(Topics.ALERTS).size());
    }

    private static void retire(Rig rig) {
        rig.done(
                "alerts",
                "rules",
                "retire",
                "rain",
                "--from",
                RainForecasts.at(RETIRED_AT).toString(),
                "--reason",
                "It cried wolf.");
    }

    private static void tick(Rig rig) {
        try (var producer = new KafkaProducer<>(
                new HashMap<String, Object>(rig.clients()),
                new StringSerializer(),
                AvroSerdes.values(Tick.class, rig.clients()).serializer())) {
            for (int partition = 0;
                    partition < producer.partitionsFor(Topics.TICKS.name()).size();
                    partition++) {
                var tick = new Tick(partition, Instant.now());
                producer.send(new ProducerRecord<>(Topics.TICKS.name(), partition, "" + partition, tick));
            }
        }
    }

    private static void wholeAndOnce(List<Alert> live) {
        Set<String> states = new HashSet<>();
        Map<String, Integer> sequences = new HashMap<>();
        for (Alert alert : live) {
            states.add(alert.getState());
            int sequence = sequences.merge(alert.getId(), 1, Integer::sum);
            assertThat(alert.getWeather().getSequence()).isEqualTo(sequence);
            assertThat(alert.getWeather().getMessageId()).isEqualTo(alert.getId() + "/" + sequence);
            assertThat(alert.getWeather().getStatus()).isEqualTo("Actual");
        }
        assertThat(states).containsExactlyInAnyOrder("RAISED", "UPDATED", "UNKNOWN", "CLEARED", "EXPIRED", "CANCELLED");
        assertThat(live)
                .filteredOn(alert -> alert.getState().equals("CANCELLED"))
                .isNotEmpty()
                .allSatisfy(
                        alert -> assertThat(alert.getWeather().getReasonText()).contains("It cried wolf."));
    }

    private static void replayTellsTheSame(Rig rig, List<Alert> live) {
        String said = rig.done(
                "alerts",
                "replay",
                "--from",
                RainForecasts.at(0).toString(),
                "--to",
                RainForecasts.at(5000).toString(),
                "--topic",
                "replayed");
        assertThat(said).startsWith(live.size() + " messages");
        List<Alert> again = rig.read(
                "replayed", AvroSerdes.values(Alert.class, rig.clients()).deserializer());
        assertThat(again)
                .allSatisfy(alert -> assertThat(alert.getWeather().getStatus()).isEqualTo("Test"));
        again.forEach(alert -> alert.getWeather().setStatus("Actual"));
        assertThat(byStation(again)).isEqualTo(byStation(live));
        assertThat(rig.run(
                                "alerts",
                                "replay",
                                "--from",
                                RainForecasts.at(0).toString(),
                                "--to",
                                RainForecasts.at(9).toString(),
                                "--topic",
                                "replayed")
                        .err())
                .contains("There is a topic replayed already");
    }

    /** From the midst of incidents on it tells what went out from there on. */
    private static void replayOfAPartTellsThat(Rig rig, List<Alert> live) {
        Instant from = RainForecasts.at(SLOTS / 2);
        rig.done(
                "alerts",
                "replay",
                "--from",
                from.toString(),
                "--to",
                RainForecasts.at(5000).toString(),
                "--topic",
                "replayed-in-part");
        List<Alert> again = rig.read(
                "replayed-in-part",
                AvroSerdes.values(Alert.class, rig.clients()).deserializer());
        again.forEach(alert -> alert.getWeather().setStatus("Actual"));
        assertThat(again).extracting(alert -> alert.getWeather().getSequence()).anyMatch(sequence -> sequence > 1);
        assertThat(byStation(again))
                .isEqualTo(byStation(live.stream()
                        .filter(alert -> !alert.getWeather().getSent().isBefore(from))
                        .toList()));
    }

    private static Map<String, List<Alert>> byStation(List<Alert> alerts) {
        Map<String, List<Alert>> byStation = new TreeMap<>();
        alerts.forEach(alert -> byStation
                .computeIfAbsent(alert.getStationId(), id -> new ArrayList<>())
                .add(alert));
        return byStation;
    }

    private static void aRevisionIsWrittenOnce(Rig rig) {
        var log = new AlertRuleLog(rig.clients());
        assertThatThrownBy(() -> log.write(log.read().known()))
                .isInstanceOf(LogException.class)
                .hasMessageContaining("Somebody else wrote drizzle@1 meanwhile");
    }

    /** A document of each message; none was refused. */
    private void allIsCap(Rig rig, List<Alert> live) throws IOException {
        String longest = live.stream()
                .max(Comparator.comparing(alert -> alert.getWeather().getSequence()))
                .map(Alert::getId)
                .orElseThrow();
        Path documents = folder.resolve("cap");
        rig.done("alerts", "cap", "--sender", "a@b.example", "--incident", longest, "--out", documents.toString());
        try (Stream<Path> files = Files.list(documents)) {
            assertThat(files.count())
                    .isEqualTo(live.stream()
                            .filter(alert -> alert.getId().equals(longest))
                            .count())
                    .isGreaterThan(3);
        }
    }

    private static void activeStandsWithItsStation(Rig rig) {
        Map<String, Set<Integer>> alerts = new TreeMap<>();
        Map<String, Set<Integer>> active = new TreeMap<>();
        each(rig, Topics.ALERTS.name(), record -> partitions(alerts, record.key(), record));
        each(
                rig,
                Topics.ACTIVE_ALERTS.name(),
                record -> partitions(
                        active, record.key().substring(0, record.key().indexOf('/')), record));
        assertThat(active).isNotEmpty().isEqualTo(alerts);
        assertThat(active.values())
                .allSatisfy(partitions -> assertThat(partitions).hasSize(1));
    }

    private static void partitions(
            Map<String, Set<Integer>> of, String station, ConsumerRecord<String, byte[]> record) {
        of.computeIfAbsent(station, id -> new HashSet<>()).add(record.partition());
    }

    private static void each(Rig rig, String topic, Consumer<ConsumerRecord<String, byte[]>> taker) {
        try (var reader = LogReader.on(rig.clients())) {
            reader.whole(topic).forEach(span -> reader.read(span, taker::accept));
        }
    }

    /** By key of an alert, whether its newest message is still there. */
    private static Map<String, Boolean> active(Rig rig) {
        Map<String, Boolean> active = new TreeMap<>();
        each(rig, Topics.ACTIVE_ALERTS.name(), record -> active.put(record.key(), record.value() != null));
        return active;
    }
}
