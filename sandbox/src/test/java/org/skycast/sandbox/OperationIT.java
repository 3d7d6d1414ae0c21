package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.sandbox.Ended.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.StationStatus;
import org.skycast.edge.EdgeApp;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.Pace;
import org.skycast.topics.Topics;

/** An edge that is looked after: checked before, asked and watched while it runs. */
class OperationIT {

    @TempDir
    Path folder;

    private Path config(Rig rig, int port) throws Exception {
        Files.writeString(folder.resolve("r.csv"), "time,t\n2026-06-01T00:00:00Z,50\n2026-06-01T00:01:00Z,51\n");
        return Files.writeString(folder.resolve("edge.yaml"), """
                kafka: { bootstrap.servers: "%s", schema.registry.url: "%s" }
                spool: { file: spool.db, maxMegabytes: 10 }
                operation: { httpPort: %d, heartbeat: PT1S }
                stations:
                  - id: a
                    name: A
                    site: { latitude: 1, longitude: 2, altitude: 3 }
                    readings: { csv: r.csv, columns: { air_temperature: { column: t, units: degF } } }
                """.formatted(
                        rig.clients().get("bootstrap.servers"), rig.clients().get("schema.registry.url"), port));
    }

    @Test
    void edgeIsCheckedSaysHowItIsAndItsHeartbeatsArrive() throws Exception {
        try (Rig rig = Rig.on(folder.resolve("rig"))) {
            int port = Rig.freePort();
            Path file = config(rig, port);
            Ended checked = run("edge", "check", "--config", file.toString());
            assertThat(checked.out()).doesNotContain("FAILED");
            assertThat(checked.code()).isZero();
            assertThat(run("edge", "status", "--config", file.toString()).code())
                    .isEqualTo(1);

            InstantSource clock = InstantSource.system();
            EdgeConfig config = EdgeConfig.read(file, Map.of());
            try (EdgeApp edge =
                    EdgeApp.open(config, true, Pace.upToNow(clock), clock).start()) {
                Rig.await(
                        "two heartbeats and what the broker knows",
                        Duration.ofMinutes(1),
                        () -> rig.read(Topics.STATION_STATUS).size() >= 2
                                && edge.spool().waiting() == 0);
                Ended status = run("edge", "status", "--config", file.toString());
                assertThat(status.code()).as(status.out()).isZero();
                assertThat(status.out())
                        .contains("a/readings/r.csv  UP")
                        .containsPattern("uplink +up, last acknowledged \\d+s ago, this clock is [+-]0")
                        .contains("taken.readings 2");
            }
            StationStatus heartbeat = rig.read(Topics.STATION_STATUS).get(1);
            assertThat(heartbeat.getStationId()).isEqualTo("a");
            assertThat(heartbeat.getHeartbeatSeconds()).isEqualTo(1);
            assertThat(heartbeat.getSources())
                    .singleElement()
                    .satisfies(source -> assertThat(source.getState()).isEqualTo("UP"));
            Ended tail = rig.run("tail", "station-status", "--from-beginning", "--max", "1", "--json");
            JsonNode line = new ObjectMapper().readTree(tail.out());
            assertThat(line.get("value").get("stationId").asText()).isEqualTo("a");
            assertThat(line.get("value").get("lost").isObject()).isTrue();
        }
    }

    @Test
    void topicThatIsMissingIsNamed() throws Exception {
        try (Rig rig = Rig.on(folder.resolve("rig"));
                Admin admin = Admin.create(Map.<String, Object>copyOf(rig.clients()))) {
            Path file = config(rig, -1);
            admin.deleteTopics(List.of("skycast.station-status")).all().get();
            Rig.await("the broker to know that it is gone", Duration.ofSeconds(30), () -> {
                try {
                    return !admin.listTopics().names().get().contains("skycast.station-status");
                } catch (InterruptedException | ExecutionException e) {
                    throw new AssertionError(e);
                }
            });
            Ended checked = run("edge", "check", "--json", "--config", file.toString());
            assertThat(checked.code()).isEqualTo(1);
            JsonNode rows = new ObjectMapper().readTree(checked.out()).get("rows");
            assertThat(rows).anySatisfy(row -> {
                assertThat(row.get("subject").asText()).isEqualTo("topics a");
                assertThat(row.get("state").asText()).isEqualTo("FAILED");
                assertThat(row.get("seen").asText()).contains("There is no topic skycast.station-status");
            });
        }
    }
}
