package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Forecast;
import org.skycast.cli.Skycast;
import org.skycast.topics.Topics;

/** With standbys and zones in the settings each of two processes has every partition's stores, and either goes on alone. */
class StandbysIT {

    private static final int BEFORE = 20;
    private static final int AFTER = 30;
    private static final Duration WAIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void eitherHasAllStoresAndGoesOnAlone() throws Exception {
        try (Rig rig = Rig.on(folder);
                var stations = new SteadyStations(rig)) {
            stations.send(BEFORE);
            try (JavaProcess a = instance(rig, "a");
                    JavaProcess b = instance(rig, "b")) {
                rig.awaitCaughtUp();
                Rig.await(
                        "the stores of all partitions in both",
                        WAIT,
                        () -> stores("a").equals(stores("b")) && stores("a").size() > 4 * 4);
                a.kill();
                stations.send(AFTER);
                // The last slots are open still.
                Rig.await("the forecasts of all slots but the last", WAIT, () -> {
                    b.requireAlive();
                    return rig.read(Topics.FORECASTS).size() >= SteadyStations.STATIONS * (AFTER - 3);
                });
                rig.awaitCaughtUp();
            }
            assertEachSlotOnce(rig.read(Topics.FORECASTS));
        }
    }

    private static void assertEachSlotOnce(List<Forecast> forecasts) {
        String version = forecasts.get(0).getLineage().getModelVersion();
        Map<String, List<String>> slots = Outcome.versions(forecasts);
        assertThat(slots)
                .hasSize(SteadyStations.STATIONS)
                .allSatisfy((station, all) -> assertThat(all)
                        .isEqualTo(Outcome.switching(all.size(), Instant.MAX, version, version))
                        .hasSizeGreaterThanOrEqualTo(AFTER - 3));
    }

    private JavaProcess instance(Rig rig, String zone) throws IOException {
        String yaml = rig.yaml()
                        .replace(folder.resolve("state").toString(), state(zone).toString())
                        .replaceFirst("kafka:\n", """
                kafka:
                  num.standby.replicas: 1
                  client.tag.zone: %1$s
                  rack.aware.assignment.tags: zone
                  client.rack: %1$s
                  # A process that has nothing yet is given what it shall have at the next of these.
                  probing.rebalance.interval.ms: 60000
                """.formatted(zone))
                + "stages: [nowcast]\n";
        Path config = Files.writeString(folder.resolve(zone + ".yaml"), yaml);
        return JavaProcess.start("standby-" + zone, 384, Skycast.class, "streams", "--config", config.toString());
    }

    private Path state(String zone) {
        return folder.resolve("state-" + zone);
    }

    /** The stores that stand in an process's state directory, by task. */
    private Set<String> stores(String zone) {
        Path state = state(zone);
        if (!Files.isDirectory(state)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(file -> file.getParent().endsWith("rocksdb"))
                    .map(file -> state.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException | UncheckedIOException e) {
            // Files come and go while it is looked.
            return Set.of();
        }
    }
}
