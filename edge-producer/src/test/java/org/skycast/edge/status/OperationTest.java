package org.skycast.edge.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.spool.Loss;
import org.skycast.edge.spool.Priority;
import org.skycast.edge.spool.SpoolState;
import org.skycast.edge.status.SourceState.Condition;
import org.skycast.edge.uplink.UplinkState;

class OperationTest {

    private static final Instant NOW = Instant.parse("2026-06-01T06:00:00Z");

    @TempDir
    Path folder;

    private volatile Condition condition = Condition.UP;
    private volatile Instant tryingSince = NOW.minusSeconds(60);
    private volatile Optional<String> stopped = Optional.empty();

    private final Watched edge = new Watched() {
        private Optional<String> why() {
            return condition == Condition.WAITING ? Optional.of("The camera does not answer.") : Optional.empty();
        }

        @Override
        public List<SourceState> sources() {
            return List.of(
                    new SourceState("a", "a/frames/roof", condition, why(), 4, Optional.of(NOW.minusSeconds(30))));
        }

        @Override
        public SpoolState spool() {
            return new SpoolState(
                    7,
                    2000,
                    5_000_000,
                    Optional.of(NOW.minusSeconds(90)),
                    2,
                    List.of("2 times: too large"),
                    List.of(new Loss(Priority.frame, Loss.Cause.spoolFull, 3, 900, NOW)));
        }

        @Override
        public UplinkState uplink() {
            return new UplinkState(
                    Optional.of("The broker is away."),
                    Optional.of(NOW.minusSeconds(60)),
                    Optional.empty(),
                    Optional.of(tryingSince));
        }

        @Override
        public Optional<String> stopped() {
            return stopped;
        }
    };

    private Operation start(int port) throws IOException {
        Path zone = Files.createDirectories(folder.resolve("sys/class/thermal/thermal_zone0"));
        Files.writeString(zone.resolve("temp"), "48500\n");
        Files.writeString(
                Files.createDirectories(folder.resolve("proc/self")).resolve("status"),
                "Name:\tjava\nVmRSS:\t  204800 kB\n");
        var settings = new OperationSettings(port, "127.0.0.1", Duration.ZERO, Optional.empty());
        var meters = Operation.meters(settings);
        var metrics = new EdgeMetrics(meters);
        metrics.tookFrame("a", NOW.minusSeconds(30));
        var clock = InstantSource.fixed(NOW);
        var board = new StatusBoard(List.of("a"), metrics, new Machine(folder, folder), clock);
        return new Operation(settings, board, meters, clock)
                .start(edge, Map.of("/forecast", () -> "{\"made\":\"here\"}"));
    }

    private static HttpResponse<String> get(Operation operation, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + operation.port().orElseThrow() + path))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void metricsSayWhatThereIsToAlertOn() throws Exception {
        try (Operation operation = start(0)) {
            assertThat(get(operation, "/metrics").body().lines())
                    .contains(
                            "skycast_edge_taken_total{what=\"frames\"} 1.0",
                            "skycast_edge_taken_total{what=\"readings\"} 0.0",
                            "skycast_edge_parked_total 0.0",
                            "skycast_edge_spool_depth 7.0",
                            "skycast_edge_spool_bytes 2000.0",
                            "skycast_edge_spool_oldest_seconds 90.0",
                            "skycast_edge_spool_parked 2.0",
                            "skycast_edge_uplink_up 0.0",
                            "skycast_edge_board_celsius 48.5",
                            "skycast_edge_memory_bytes 2.097152E8",
                            "skycast_edge_clock_offset_seconds NaN",
                            "skycast_edge_source_up{source=\"a/frames/roof\",station=\"a\"} 1.0",
                            "skycast_edge_source_restarts{source=\"a/frames/roof\",station=\"a\"} 4.0",
                            "skycast_edge_newest_seconds{source=\"a/frames/roof\",station=\"a\"} 30.0",
                            "skycast_edge_spool_lost{cause=\"spoolFull\",kind=\"frame\"} 3.0",
                            "skycast_edge_spool_lost{cause=\"tooOld\",kind=\"reading\"} 0.0")
                    .anyMatch(line -> line.matches("skycast_edge_disk_free_bytes [0-9.E]+"));
        }
    }

    @Test
    void statusIsReadBackByWhoAsks() throws Exception {
        try (Operation operation = start(0)) {
            int port = operation.port().orElseThrow();
            var told = (StatusQuestion.Told) StatusQuestion.ask("127.0.0.1", port, Duration.ofSeconds(20));
            assertThat(told.status().spool().waiting()).isEqualTo(7);
            assertThat(told.status().uplink().trouble()).contains("The broker is away.");
            assertThat(StatusText.of(told.status()))
                    .contains("newest frame 30s ago")
                    .contains("a/frames/roof  UP")
                    .contains("7 wait, 0.0 of 5 MB, the oldest taken at 2026-06-01T05:58:30Z (1m30s ago)")
                    .contains("2: 2 times: too large")
                    .contains("3 frames, spoolFull, the newest taken at 2026-06-01T06:00:00Z")
                    .contains("down: The broker is away., last acknowledged 1m ago")
                    .contains("48.5 °C, 210 MB of memory");
            assertThat(get(operation, "/forecast").body()).isEqualTo("{\"made\":\"here\"}");
            assertThat(get(operation, "/nothing").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void edgeWhoseSourcesAreDownIsHealthyAndOneThatStoppedIsNot() throws Exception {
        try (Operation operation = start(0)) {
            assertThat(get(operation, "/health/ready").statusCode()).isEqualTo(200);
            condition = Condition.WAITING;
            HttpResponse<String> answer = get(operation, "/health/ready");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("No source gives anything: The camera does not answer.\n");
            assertThat(get(operation, "/health/live").statusCode()).isEqualTo(200);
            stopped = Optional.of("The disk is gone.");
            assertThat(get(operation, "/health/live").statusCode()).isEqualTo(503);
            assertThat(get(operation, "/health/live").body()).contains("The disk is gone.");
        }
    }

    @Test
    void anUplinkThatHasTriedInVainForAMinuteIsNotReadyAndNoReasonToRestart() throws Exception {
        try (Operation operation = start(0)) {
            assertThat(get(operation, "/health/ready").statusCode()).isEqualTo(200);
            tryingSince = NOW.minusSeconds(61);
            HttpResponse<String> ready = get(operation, "/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body())
                    .isEqualTo(
                            "The broker has taken nothing for 61 s, and 7 records wait in the spool: The broker is away.\n");
            assertThat(get(operation, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(operation, "/metrics").body().lines())
                    .contains("skycast_edge_uplink_in_vain_seconds 61.0")
                    .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"));
        }
    }

    @Test
    void portThatIsTakenStopsNothing() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Operation operation = start(taken.getLocalPort())) {
            assertThat(operation.port()).isEmpty();
        }
    }

    @Test
    void whereNoneRunsThatIsSaid() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(StatusQuestion.ask("127.0.0.1", free, Duration.ofSeconds(5)))
                .isEqualTo(new StatusQuestion.Silent(
                        "The edge does not run: nothing answers at http://127.0.0.1:%d/status.".formatted(free)));
    }
}
