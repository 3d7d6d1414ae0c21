package org.skycast.edge.source.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Loopback;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SampleSink;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.access.Secret;
import org.skycast.edge.source.console.Receive.Protocol;
import org.skycast.edge.source.report.FieldNames;
import org.skycast.edge.spool.SpoolException;
import org.skycast.nowcast.observe.Variable;

@Timeout(60)
class ConsoleReceiverTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final String ECOWITT = "PASSKEY=%s&stationtype=GW2000A&dateutc=2026-06-01+11:59:00&tempf=68.0"
            + "&humidity=52&baromrelin=30.1&baromabsin=29.53&windspeedmph=10.0&yearlyrainin=%s";

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Sample> kept = new CopyOnWriteArrayList<>();
    private final EdgeMetrics metrics = new EdgeMetrics();
    private final int port = Loopback.freePort();
    private volatile boolean full;
    private Thread thread;

    private ConsoleReceiver receiver(Protocol protocol) {
        var receive = new Receive(
                port,
                "127.0.0.1",
                protocol,
                null,
                Optional.of("KSKY1"),
                Optional.of(Secret.of("s3cret")),
                Optional.empty());
        return new ConsoleReceiver(
                "a", new ReceivedReadings(receive, new FieldNames.Named(protocol.name())), metrics, () -> NOW);
    }

    private ConsoleReceiver start(ConsoleReceiver receiver) throws InterruptedException {
        SampleSink sink = taken -> {
            if (full) {
                throw new SpoolException("The spool is full.", new IOException());
            }
            kept.addAll(taken);
        };
        thread = new Thread(() -> {
            try {
                receiver.run(sink);
            } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return receiver;
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("it does not listen");
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (thread != null) {
            thread.interrupt();
            thread.join(20_000);
        }
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void ecowittReportIsKeptOnceAndAnswered() throws Exception {
        ConsoleReceiver receiver = start(receiver(Protocol.ecowitt));
        String report = ECOWITT.formatted("s3cret", "10.000");
        assertThat(post("/data/report/", report).statusCode()).isEqualTo(200);
        assertThat(post("/data/report", report).statusCode()).isEqualTo(200);
        assertThat(kept).hasSize(1);
        Sample.Values values = (Sample.Values) kept.get(0);
        assertThat(values.at()).isEqualTo(Instant.parse("2026-06-01T11:59:00Z"));
        assertThat(values.values())
                .containsOnlyKeys(
                        Variable.AIR_TEMPERATURE, Variable.RELATIVE_HUMIDITY, Variable.PRESSURE, Variable.WIND_SPEED);
        stop();
        // A console repeats itself over a restart of the edge, and the rain that fell meanwhile is known.
        ConsoleReceiver restarted = receiver(Protocol.ecowitt);
        restarted.resumeAfter(values.item());
        start(restarted);
        assertThat(post("/data/report/", report).statusCode()).isEqualTo(200);
        assertThat(kept).hasSize(1);
        assertThat(post("/data/report/", ECOWITT.formatted("s3cret", "10.100").replace("11:59", "12:00"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(((Sample.Values) kept.get(1)).values().get(Variable.RAIN)).isCloseTo(2.54, within(1e-6));
        assertThat(receiver.name()).isEqualTo("a/readings/receive/" + port);
    }

    @Test
    void reportThatCannotBeKeptIsAskedForAgain() throws Exception {
        start(receiver(Protocol.ecowitt));
        full = true;
        HttpResponse<String> refused = post("/data/report/", ECOWITT.formatted("s3cret", "10.000"));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("send it again");
        full = false;
        assertThat(post("/data/report/", ECOWITT.formatted("s3cret", "10.000")).statusCode())
                .isEqualTo(200);
        assertThat(kept).hasSize(1);
    }

    @Test
    void wundergroundReportIsKeptAndAnsweredAsItsProtocolHasIt() throws Exception {
        start(receiver(Protocol.wunderground));
        String path = "/weatherstation/updateweatherstation.php";
        HttpResponse<String> answer =
                get(path + "?ID=KSKY1&PASSWORD=s3cret&dateutc=now&tempf=68&dewptf=-9999&humidity=52&action=updateraw");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("success");
        assertThat(kept.get(0).at()).isEqualTo(NOW);
        String timed = path + "?ID=KSKY1&PASSWORD=s3cret&dateutc=2026-06-01%2011%3A00%3A00&tempf=68";
        assertThat(get(timed).statusCode()).isEqualTo(200);
        assertThat(get(timed).statusCode()).isEqualTo(200);
        assertThat(kept).hasSize(2);
        assertThat(kept.get(1).at()).isEqualTo(Instant.parse("2026-06-01T11:00:00Z"));
    }

    @Test
    void strangersAndWhatIsNoReportAreRefusedInOneSentence() throws Exception {
        start(receiver(Protocol.wunderground));
        String path = "/weatherstation/updateweatherstation.php";
        assertThat(get(path + "?ID=KSKY1&PASSWORD=wrong&dateutc=now&tempf=68").statusCode())
                .isEqualTo(401);
        assertThat(get(path + "?ID=other&PASSWORD=s3cret&dateutc=now&tempf=68").statusCode())
                .isEqualTo(401);
        HttpResponse<String> nothing = get(path + "?ID=KSKY1&PASSWORD=s3cret&dateutc=now&indoortempf=68");
        assertThat(nothing.statusCode()).isEqualTo(400);
        assertThat(nothing.body()).contains("None of its fields is known");
        assertThat(get(path + "?ID=KSKY1&PASSWORD=s3cret&dateutc=later&tempf=68")
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
        assertThat(get("/elsewhere?PASSWORD=s3cret").body())
                .contains("'/elsewhere'")
                .doesNotContain("s3cret");
        assertThat(post(path, "x=1").statusCode()).isEqualTo(401);
        assertThat(kept).isEmpty();
        assertThat(metrics.counts()).containsEntry("unreadable.a/readings/receive/" + port, 7L);
    }

    @Test
    void bodyThatIsTooLargeIsRefused() throws Exception {
        start(receiver(Protocol.ecowitt));
        assertThat(post("/data/report/", "PASSKEY=s3cret&x=" + "y".repeat(ConsoleReceiver.MOST_BYTES))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void slowClientsAreEndedAndOthersServed() throws Exception {
        start(receiver(Protocol.ecowitt));
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                slow.add(socket);
                socket.getOutputStream()
                        .write("POST /data/report/ HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nPASS"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(post("/data/report/", ECOWITT.formatted("s3cret", "1")).statusCode())
                    .isEqualTo(200);
            for (Socket socket : slow) {
                socket.setSoTimeout(30_000);
                assertThat(ended(socket)).isTrue();
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static boolean ended(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void portThatIsInUseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> receiver(Protocol.ecowitt).run(given -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Port " + port);
            assertThat(receiver(Protocol.ecowitt).check(Duration.ofMillis(100)))
                    .isInstanceOfSatisfying(
                            SourceCheck.InUse.class,
                            inUse -> assertThat(inUse.says()).contains("Port " + port));
        }
        assertThat(receiver(Protocol.ecowitt).check(Duration.ofMillis(100)))
                .isInstanceOfSatisfying(
                        SourceCheck.Silent.class,
                        silent -> assertThat(silent.says()).contains("no report came"));
    }
}
