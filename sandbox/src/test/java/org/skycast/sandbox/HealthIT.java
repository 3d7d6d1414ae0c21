package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker dies under a topology that runs, and comes back: health, metrics and log say so, and it goes on by itself. */
class HealthIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void aBrokerThatIsAwayIsNotReadyAndReadyOnceItIsBack() throws Exception {
        Files.deleteIfExists(Path.of("target", "small-topology.log"));
        int port = Rig.freePort();
        try (BrokerProcess broker = BrokerProcess.on(folder.resolve("broker"));
                Rig rig = Rig.at(broker.bootstrapServers(), folder);
                // It is not ready after ten seconds, where the usual is a minute.
                JavaProcess topology = rig.nowcastProcess(port, 512)) {
            Rig.await("the topology to run", PATIENCE, () -> says(topology, "Running as skycast "));
            Rig.await(
                    "it to be ready",
                    PATIENCE,
                    () -> LoopbackPage.of(port, "/health/ready").statusCode() == 200);
            Rig.await("its partitions to be told", PATIENCE, () -> says(topology, "it has partitions 0-3 now."));
            broker.kill();
            Rig.await(
                    "it not to be",
                    PATIENCE,
                    () -> LoopbackPage.of(port, "/health/ready").statusCode() == 503);
            assertThat(LoopbackPage.of(port, "/health/ready").body())
                    .contains("broker: no broker has answered at %s for ".formatted(broker.bootstrapServers()));
            assertThat(LoopbackPage.of(port, "/health/live").statusCode()).isEqualTo(200);
            assertThat(LoopbackPage.of(port, "/metrics").body().lines()).contains("skycast_broker_up 0.0");
            broker.restart();
            Rig.await(
                    "it to be ready again",
                    PATIENCE,
                    () -> LoopbackPage.of(port, "/health/ready").statusCode() == 200);
            assertThat(LoopbackPage.of(port, "/metrics").body().lines())
                    .contains("skycast_broker_up 1.0", "skycast_stage_ready{stage=\"nowcast\"} 1.0");
            String log = topology.printed();
            assertThat(log.split("No broker has answered at ", -1)).as(log).hasSize(2);
            assertThat(log.split("A broker answers again at ", -1)).as(log).hasSize(2);
            assertThat(log).doesNotContain("Exception");
        }
    }

    /** Who is killed reads its state from the changelogs when it is started again, and says how much that was. */
    @Test
    void aStateThatIsRestoredIsTold() throws Exception {
        Files.deleteIfExists(Path.of("target", "small-topology.log"));
        int port = Rig.freePort();
        try (Rig rig = Rig.on(folder)) {
            rig.simulate(1, Duration.ofHours(3));
            try (JavaProcess topology = rig.nowcastProcess(port, 512)) {
                rig.awaitForecasts(10, topology);
                assertThat(topology.printed()).doesNotContain("has restored its state");
                topology.kill();
            }
            try (JavaProcess topology = rig.nowcastProcess(port, 512)) {
                Rig.await(
                        "its state to be back",
                        PATIENCE,
                        () -> says(topology, "The stage nowcast has restored its state: "));
                Rig.await(
                        "it to be ready",
                        PATIENCE,
                        () -> LoopbackPage.of(port, "/health/ready").statusCode() == 200);
                assertThat(LoopbackPage.of(port, "/metrics").body().lines())
                        .contains("skycast_restore_remaining_records{stage=\"nowcast\"} 0.0");
            }
        }
    }

    private static boolean says(JavaProcess topology, String sentence) {
        topology.requireAlive();
        return topology.printed().contains(sentence);
    }
}
