package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.avro.TopicPartitionOffset;
import org.skycast.streams.NowcastApp;
import org.skycast.streams.Topics;

/** The whole way on a real broker. */
class EndToEndIT {

    private static final int STATIONS = 3;
    private static final Duration SPAN = Duration.ofHours(8);

    @TempDir
    Path folder;

    /**
     * The promise: on the same input log, the observation and forecast topics after any number of crashes equal those of
     * an undisturbed run. The crashing one runs in a process of its own and is killed by SIGKILL, several times.
     */
    @Test
    void killedTopologyEndsWithTheSameObservationsAndForecastsAsAnUndisturbedOne() throws Exception {
        Path calm = folder.resolve("calm");
        Path crashing = folder.resolve("crashing");
        try (Rig rig = Rig.on(calm)) {
            rig.simulate(STATIONS, SPAN);
        }
        copy(calm, crashing);

        List<Observation> observations;
        List<Forecast> forecasts;
        try (Rig rig = Rig.on(calm);
                NowcastApp topology = rig.topology()) {
            rig.awaitCaughtUp();
            observations = rig.read(Topics.OBSERVATIONS);
            forecasts = rig.read(Topics.FORECASTS);
            assertThat(topology.metrics().counts()).containsEntry("skycast.readings", STATIONS * 480L);
        }
        // The last slot stays open: nothing came after it.
        assertThat(observations).hasSize(STATIONS * 47);
        assertThat(forecasts).hasSize(STATIONS * 47);

        try (Rig rig = Rig.on(crashing)) {
            for (int kill = 1; kill <= 3; kill++) {
                int enough = kill * forecasts.size() / 5;
                Process process = topologyProcess(rig);
                try {
                    Rig.await("forecasts before kill " + kill, Duration.ofMinutes(1), () -> {
                        assertThat(process.isAlive())
                                .as("the topology runs; target/killed-topology.log says why not")
                                .isTrue();
                        return rig.read(Topics.FORECASTS).size() >= enough;
                    });
                } finally {
                    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
                }
            }
            Process process = topologyProcess(rig);
            try {
                rig.awaitCaughtUp();
            } finally {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
            assertThat(byStation(rig.read(Topics.OBSERVATIONS))).isEqualTo(byStation(observations));
            assertThat(byStation(comparable(rig.read(Topics.FORECASTS)))).isEqualTo(byStation(comparable(forecasts)));
        }
    }

    private Process topologyProcess(Rig rig) throws IOException {
        Path config = folder.resolve("streams.yaml");
        // Killed, it says no farewell; the group waits this long for it.
        Files.writeString(
                config,
                rig.yaml().replaceFirst("kafka:", "kafka:\n  session.timeout.ms: 6000\n  heartbeat.interval.ms: 1500"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Skycast.class.getName(),
                        "streams",
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "killed-topology.log").toFile()))
                .start();
    }

    /** A transaction's markers take offsets, and a run its own time: both differ between runs, and nothing else may. */
    private static List<Forecast> comparable(List<Forecast> forecasts) {
        forecasts.forEach(forecast -> {
            forecast.setIssuedAt(Rig.BEGIN);
            TopicPartitionOffset observation = forecast.getLineage().getObservation();
            assertThat(observation.getTopic()).isEqualTo(Topics.OBSERVATIONS.name());
            observation.setOffset(0);
        });
        return forecasts;
    }

    private static Map<String, List<String>> byStation(List<? extends SpecificRecord> records) {
        Map<String, List<String>> byStation = new HashMap<>();
        for (SpecificRecord record : records) {
            String station =
                    record.get(record.getSchema().getField("stationId").pos()).toString();
            byStation.computeIfAbsent(station, s -> new java.util.ArrayList<>()).add(record.toString());
        }
        return byStation;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
                if (!file.endsWith(".lock")) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
            }
        }
    }
}
