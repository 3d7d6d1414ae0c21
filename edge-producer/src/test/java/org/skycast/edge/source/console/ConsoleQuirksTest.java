package org.skycast.edge.source.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.edge.source.console.Receive.Protocol;
import org.skycast.nowcast.observe.Variable;

/** Requests as consoles send them, each of one report: 50 °F, 61% and 2 mph, of 11:30. */
@Timeout(60)
class ConsoleQuirksTest {

    private static final String TIME = "2026-06-01+11:30:00";
    private static final String FIELDS =
            "PASSKEY=AB&stationtype=AMBWeatherPro_V5.1.1&dateutc=" + TIME + "&tempf=50&humidity=61&windspeedmph=2";

    private static void isTaken(ListeningConsole console, String answer) {
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(console.kept).singleElement().satisfies(one -> {
            assertThat(one.at()).isEqualTo(Instant.parse("2026-06-01T11:30:00Z"));
            assertThat(one.values())
                    .hasEntrySatisfying(
                            Variable.AIR_TEMPERATURE, t -> assertThat(t).isCloseTo(10, within(1e-9)))
                    .containsEntry(Variable.RELATIVE_HUMIDITY, 61.0);
        });
        assertThat(console.refused()).isZero();
    }

    /** {@code F} stands for the fields, {@code |} for an end of line, {@code N} for their length. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /data/report/ HTTP/1.1|Host: x|Content-Length: N||F",
                "POST /data/report/ HTTP/1.1|Content-Length: N|Connection: keep-alive||F",
                "POST /data/report/ HTTP/1.0||F",
                "POST /data/report/?F HTTP/1.1|Host: x|Content-Length: 0||",
                "POST /data/report/?F HTTP/1.1|Host: x||",
                "PUT /data/report HTTP/1.1|Host: x|Content-Length: N||F",
                "post /data/report HTTP/1.1|content-length:N||F",
                "GET /data/report/?F HTTP/1.1|Host: x||",
                "GET /data/report?F HTTP/1.1|Host: x||",
                "GET /data/reportF HTTP/1.1|Host: x||",
                "GET /data/report/F HTTP/1.1|Host: x||",
                "GET /data/report&F HTTP/1.1|Host: x||",
                "GET /data/report/;F HTTP/1.1|Host: x||",
                "GET /data/report/?&F HTTP/1.1|Host: x||",
                "GET /data/report/??F HTTP/1.1|Host: x||",
                "GET /data/report/%3fF HTTP/1.1|Host: x||",
                "GET //data/report/?F HTTP/1.1|Host: x||",
                "GET /data/report/ ?F HTTP/1.1|Host: x||",
                "GET /Data/Report/?F HTTP/1.1|Host: x||",
                "GET http://192.168.1.5/data/report/?F HTTP/1.1|Host: x||",
                "GET /data/report/index.php?F HTTP/1.1|Host: x||",
                "GET F HTTP/1.0||",
                "GET ?F HTTP/1.0||",
                "GET /data/report/?F|",
                "GET /data/report/?F HTTP/1.1|Host: x|",
                "GET /data/report/?F HTTP/1.1",
                "||GET /data/report/?F HTTP/1.1||",
                "GET /data/report/ HTTP/1.1|Content-Length: N||F",
                "POST /data/report/ HTTP/1.1|Content-Length: N||F&x=1234",
                "POST /data/report/ HTTP/1.1|Content-Length: N||F|",
            })
    void reportIsTakenWhereverItsFieldsStand(String request) throws Exception {
        try (var console = new ListeningConsole(Protocol.ecowitt, Optional.of("AB"))) {
            String bytes = request.replace("|", "\r\n")
                    .replace("N", Integer.toString(FIELDS.length()))
                    .replace("F", FIELDS);
            isTaken(console, console.send(bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"&&", "&amp;", ";", "\r\n", "&;", "&amp;amp;"})
    void fieldsMayBeSetApartOddly(String between) throws Exception {
        try (var console = new ListeningConsole(Protocol.ecowitt, Optional.of("AB"))) {
            String body = FIELDS.replace("&", between);
            isTaken(
                    console,
                    console.send("POST /data/report/ HTTP/1.1\nContent-Length: " + body.length() + "\n\n" + body));
        }
    }

    @Test
    void lengthThatCountsALineEndCostsTheLastFieldAlone() throws Exception {
        try (var console = new ListeningConsole(Protocol.ecowitt, Optional.of("AB"))) {
            String head = "POST /data/report/ HTTP/1.1\r\nContent-Length: %d\r\n\r\n".formatted(FIELDS.length() + 2);
            isTaken(console, console.send(head + FIELDS));
            // The last field may be cut, and a cut number is another number.
            assertThat(console.kept.get(0).values()).doesNotContainKey(Variable.WIND_SPEED);
        }
    }

    @Test
    void chunksAreJoined() throws Exception {
        try (var console = new ListeningConsole(Protocol.ecowitt, Optional.of("AB"))) {
            String chunks = "5;x=y\r\n" + FIELDS.substring(0, 5) + "\r\n" + Integer.toHexString(FIELDS.length() - 5)
                    + "\r\n" + FIELDS.substring(5) + "\r\n0\r\n\r\n";
            isTaken(
                    console,
                    console.send("POST /data/report/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks));
        }
    }

    @Test
    void clientThatWaitsForAWordGetsIt() throws Exception {
        try (var console = new ListeningConsole(Protocol.ecowitt, Optional.of("AB"));
                Socket socket = console.open()) {
            String head = "POST /data/report/ HTTP/1.1\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n"
                    .formatted(FIELDS.length());
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] word = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
            assertThat(new String(word, StandardCharsets.US_ASCII)).contains("100 Continue");
            socket.getOutputStream().write(FIELDS.getBytes(StandardCharsets.US_ASCII));
            isTaken(console, new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "50%off|50%off",
                "50%|50%",
                "%zz|%zz",
                "a+b|a+b",
                "a b|a+b",
                "a b|a%20b",
                "a;b|a;b",
                "a|a",
                "å|å",
                "å|%C3%A5",
                "x%y|x%25y",
                "a|b{c}|a|b{c}"
            })
    void passwordIsKnownEncodedOrNot(String both) throws Exception {
        int middle = both.indexOf('|', both.startsWith("a|b") ? 6 : 0);
        String password = both.substring(0, middle);
        try (var console = new ListeningConsole(Protocol.wunderground, Optional.of(password))) {
            String sent = new String(
                    both.substring(middle + 1).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            String fields = "ID=1&PASSWORD=" + sent + "&dateutc=2026-06-01 11:30:00&tempf=50&humidity=61";
            isTaken(
                    console,
                    console.send("GET /weatherstation/updateweatherstation.phpX HTTP/1.1\r\n\r\n"
                            .replace("X", "?" + fields)));
        }
    }

    @Test
    void whateverIsRefusedIsAnsweredInOneSentenceAndCounted() throws Exception {
        Map<String, String> refused = Map.of(
                "\u0016\u0003\u0001\u0002\u0000\r\n",
                "HTTP/1.1 400 .*give the console http, not https\\.\n",
                "hello\r\n\r\n",
                "HTTP/1.1 400 .*It is no HTTP request: its first line is no request\\.\n",
                "DELETE /data/report/ HTTP/1.1\r\n\r\n",
                "HTTP/1.1 405 .*Send the report by GET or POST\\.\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "HTTP/1.1 405 .*",
                "GET /x?PASSKEY=AB HTTP/1.1\r\n\r\n",
                "HTTP/1.1 404 .*It goes to '/x'; .*path here\\.\n",
                "GET /data/report/?" + "x".repeat(20_000) + " HTTP/1.1\r\n\r\n",
                "HTTP/1.1 413 .*",
                "POST /data/report/ HTTP/1.1\r\nContent-Length: 999999999\r\n\r\n",
                "HTTP/1.1 413 .*",
                "POST /data/report/ HTTP/1.1\r\n" + "X: y\r\n".repeat(4000),
                "HTTP/1.1 413 .*",
                "\r\n".repeat(20_000),
                "HTTP/1.1 413 .*",
                "GET /data/report/?PASSKEY=no HTTP/1.1\r\n\r\n",
                "HTTP/1.1 401 .*");
        try (var console = new ListeningConsole(Protocol.ecowitt, Optional.of("AB"))) {
            for (Map.Entry<String, String> one : refused.entrySet()) {
                assertThat(console.send(one.getKey())).matches("(?s)" + one.getValue());
            }
            assertThat(console.refused()).isEqualTo(refused.size());
            assertThat(console.kept).isEmpty();
        }
    }

    @Test
    void threeHundredSlowConnectionsDoNotShutOutAReport() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (var console = new ListeningConsole(Protocol.ecowitt, Optional.of("AB"))) {
            for (int i = 0; i < 300; i++) {
                slow.add(console.open());
                slow.get(i)
                        .getOutputStream()
                        .write("POST /data/report/ HTTP/1.1\r\nContent-Length: 99\r\n\r\nPA"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            long begun = System.nanoTime();
            isTakenBeside(console, console.send("GET /data/report/?" + FIELDS + " HTTP/1.1\r\n\r\n"));
            assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
            // Those that gave way are said and counted.
            assertThat(console.refused()).isBetween(300L - ConsoleServer.MOST, 300L);
        } finally {
            for (Socket socket : slow) {
                close(socket);
            }
        }
    }

    private static void isTakenBeside(ListeningConsole console, String answer) {
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(console.kept).hasSize(1);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Of a console that writes names in capitals the time must not be lost, and now taken in its place. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "passkey=AB&DATEUTC=2026-06-01+11:30:00&TEMPF=50&HUMIDITY=61",
                "PassKey=AB&dateUtc=2026-06-01+11:30:00&tempF=50&Humidity=61",
            })
    void capitalsInNamesMeanNothing(String fields) throws Exception {
        try (var console = new ListeningConsole(Protocol.ecowitt, Optional.of("AB"))) {
            isTaken(console, console.send("GET /data/report/?" + fields + " HTTP/1.1\r\n\r\n"));
        }
    }
}
