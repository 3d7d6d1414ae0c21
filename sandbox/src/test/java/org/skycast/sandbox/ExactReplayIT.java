package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.avro.Rejected;
import org.skycast.nowcast.observe.Slot;
import org.skycast.topics.Topics;

/** A live run in which everything goes wrong, and replays of it. */
class ExactReplayIT {

    private static final Duration SPAN = Duration.ofHours(8);
    private static final int PARTS = 5;

    @TempDir
    Path folder;

    private final List<Integer> forecastsAtKills = new ArrayList<>();
    private Instant end = Instant.EPOCH;

    @Test
    void championReplayedSaysWhatWentOutValueForValueWhateverWentWrong() throws Exception {
        end = Slot.holding(Instant.now(), Outcome.SLOT).start();
        var stations = TroubledStations.of(folder.resolve("spool.db"), end.minus(SPAN), end);
        try (BrokerProcess broker = BrokerProcess.on(folder.resolve("broker"));
                Rig rig = Rig.at(broker.bootstrapServers(), folder)) {
            runLive(rig, broker, stations);
            thereWasTrouble(rig, stations);
            int expected = everySlotOfTheRangeHasOneForecast(rig);
            assertThat(equality(rig, "recorded")).isEqualTo(expected + " of " + expected);
            assertThat(equality(rig, "embedded", "--from-frames")).isEqualTo(expected + " of " + expected);
        }
    }

    /** Each part of the log is sent before the kill that falls into it, or while it falls. */
    private void runLive(Rig rig, BrokerProcess broker, TroubledStations stations) throws Exception {
        try (Producer<String, SpecificRecord> producer = TroubledStations.producer(rig.clients())) {
            TroubledStations.register(producer);
            stations.send(producer, 0, PARTS);
            stations.send(producer, 1, PARTS);
            try (JavaProcess topology = rig.nowcastProcess()) {
                forecastsAtKills.add(rig.awaitForecasts(10, topology));
            }
            stations.send(producer, 2, PARTS);
            try (JavaProcess topology = rig.nowcastProcess()) {
                forecastsAtKills.add(rig.awaitForecasts(forecastsAtKills.get(0) + 10, topology));
                var sending = CompletableFuture.runAsync(() -> sendFourth(producer, stations));
                broker.kill();
                broker.restart();
                sending.get(1, TimeUnit.MINUTES);
                forecastsAtKills.add(rig.awaitForecasts(forecastsAtKills.get(1) + 10, topology));
            }
            stations.send(producer, 4, PARTS);
            try (JavaProcess ignored = rig.nowcastProcess()) {
                rig.awaitCaughtUp();
            }
        }
    }

    private static void sendFourth(Producer<String, SpecificRecord> producer, TroubledStations stations) {
        try {
            stations.send(producer, 3, PARTS);
        } catch (Exception e) {
            throw new IllegalStateException("What was sent while the broker was away did not come through.", e);
        }
    }

    private void thereWasTrouble(Rig rig, TroubledStations stations) {
        List<Rejected> rejected = rig.read(Topics.REJECTED);
        Map<String, Long> reasons =
                rejected.stream().collect(Collectors.groupingBy(Rejected::getReason, Collectors.counting()));
        assertThat(reasons)
                .containsOnlyKeys("DUPLICATE", "TOO_OLD", "IN_FUTURE")
                .containsEntry("DUPLICATE", (long) stations.duplicates())
                .containsEntry("TOO_OLD", (long) TroubledStations.TOO_OLD);
        // Three hours, less the five minutes that are allowed and what the test itself takes: 72 records an hour.
        assertThat(reasons.get("IN_FUTURE")).isBetween(72 * 5 / 2L, 72 * 3L);
        assertThat(rejected)
                .allSatisfy(record -> assertThat(record.getStationId())
                        .isEqualTo(
                                switch (record.getReason()) {
                                    case "DUPLICATE" -> TroubledStations.SHUFFLED;
                                    case "TOO_OLD" -> TroubledStations.LATE;
                                    default -> TroubledStations.AHEAD;
                                }));
        List<Observation> amended = rig.read(Topics.OBSERVATIONS).stream()
                .filter(observation -> observation.getRevision() > 0)
                .toList();
        assertThat(amended)
                .filteredOn(o -> o.getStationId().equals(TroubledStations.LATE))
                .hasSizeGreaterThan(10);
        assertThat(rig.read(Topics.DEAD_LETTERS, new ByteArrayDeserializer())).isEmpty();

        List<Integer> counts = new ArrayList<>(forecastsAtKills);
        counts.add(rig.read(Topics.FORECASTS).size());
        assertThat(counts).as("forecasts at the kills and at last").hasSize(4);
        for (int i = 1; i < counts.size(); i++) {
            assertThat(counts.get(i)).as("%s", counts).isGreaterThan(counts.get(i - 1));
        }
        System.out.printf(
                "ExactReplayIT: rejected %s, amended %d, forecasts at the kills and at last %s%n",
                reasons, amended.size(), counts);
    }

    private Instant from() {
        return end.minus(SPAN).plus(TroubledStations.CLOCK_AHEAD).plus(Duration.ofHours(1));
    }

    private Instant to() {
        return end.minus(Duration.ofHours(1));
    }

    private int everySlotOfTheRangeHasOneForecast(Rig rig) {
        List<String> live = rig.read(Topics.FORECASTS).stream()
                .filter(forecast -> !forecast.getReferenceTime().isBefore(from()))
                .filter(forecast -> forecast.getReferenceTime().isBefore(to()))
                .map(ExactReplayIT::slot)
                .toList();
        int expected =
                TroubledStations.NUMBER * (int) Duration.between(from(), to()).dividedBy(Outcome.SLOT);
        assertThat(live).hasSize(expected);
        assertThat(new HashSet<>(live)).hasSize(expected);
        return expected;
    }

    private static String slot(Forecast forecast) {
        return forecast.getStationId() + forecast.getReferenceTime();
    }

    private String equality(Rig rig, String name, String... more) throws Exception {
        Path report = folder.resolve(name);
        String[] replay = {
            "replay",
            "--model",
            Rig.BUNDLE.toString(),
            "--from",
            from().toString(),
            "--to",
            to().toString(),
            "--report",
            report.toString()
        };
        Ended ended = rig.run(Stream.of(replay, more).flatMap(Stream::of).toArray(String[]::new));
        // A model against itself: they are equal.
        assertThat(ended.code()).as(ended.err()).isEqualTo(5);
        JsonNode equality = new ObjectMapper()
                .readTree(report.resolve("report.json").toFile())
                .findValue("equality");
        return equality.get("equal").asInt() + " of " + equality.get("of").asInt();
    }
}
