package org.skycast.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.avro.Station;
import org.skycast.dashboard.project.MadeTopics;
import org.skycast.dashboard.project.StoreChange;
import org.skycast.topics.Topics;

/** What the server lets in, and what it says with each answer. */
class WebServerTest {

    private static final String HOSTILE = "\"><img src=x onerror=alert(1)>/../%2e";

    @TempDir
    Path folder;

    private AskedServer server;

    @BeforeEach
    void start() throws IOException {
        var log = new MadeTopics()
                .station("north", 12)
                .add(Topics.STATIONS, HOSTILE, new Station(HOSTILE, HOSTILE, MadeTopics.site()), MadeTopics.START)
                .add(Topics.OBSERVATIONS, HOSTILE, MadeTopics.observation(HOSTILE, 1, 0), MadeTopics.START);
        server = new AskedServer(folder.resolve("s.db"), log, MadeTopics.at(13));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/stations/north",
                "/assets/app.js",
                "/assets/nothing.js",
                "/assets/..%2fpage.html",
                "/api/v1/status",
                "/api/v1/nothing",
                "/api/v1/stations?page=0",
                "/frames/north/0",
                "/plain/stations",
                "/%zz"
            })
    void everyAnswerIsSafe(String path) throws Exception {
        try (Socket socket =
                server.raw("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path))) {
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .contains(
                            "default-src 'none'",
                            "require-trusted-types-for 'script'",
                            "frame-ancestors 'none'",
                            "nosniff")
                    .doesNotContainIgnoringCase("set-cookie", "server: jetty", "exception");
        }
    }

    @Test
    void canOnlyBeRead() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")) {
            HttpResponse<String> answer = server.ask(method, "/api/v1/status");
            assertThat(answer.statusCode()).as(method).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).as(method).hasValue("GET, HEAD");
        }
        HttpResponse<String> head = server.ask("HEAD", "/api/v1/status");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void answersByItsOwnNamesAlone() throws Exception {
        assertThat(status("127.0.0.1:8085")).isEqualTo(200);
        assertThat(status("localhost")).isEqualTo(200);
        assertThat(status("Weather.Example:443")).isEqualTo(200);
        assertThat(status("evil.example")).isEqualTo(421);
        assertThat(status("127.0.0.1.evil.example")).isEqualTo(421);
    }

    private int status(String host) throws IOException {
        try (Socket socket =
                server.raw("GET /api/v1/status HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host))) {
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }

    @Test
    void whatIsStillSoIsNotSentAgain() throws Exception {
        for (String path : List.of("/api/v1/stations", "/assets/app.js", "/")) {
            String etag = server.get(path).headers().firstValue("ETag").orElseThrow();
            assertThat(server.get(path, "If-None-Match", etag).statusCode())
                    .as(path)
                    .isEqualTo(304);
            assertThat(server.get(path, "If-None-Match", "\"other\"").statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @Test
    void isSentCompressedAndKnownAgain() throws Exception {
        HttpResponse<String> answer = server.get("/api/v1/stations/north", "Accept-Encoding", "gzip");
        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        String etag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(server.get("/api/v1/stations/north", "Accept-Encoding", "gzip", "If-None-Match", etag)
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void stationMayBeCalledAnything() throws Exception {
        String id = URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8).replace("+", "%20");
        HttpResponse<String> answer = server.get("/api/v1/stations/" + id);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(server.get("/stations/" + id).body()).doesNotContain("onerror");
        assertThat(server.get("/plain/stations").body()).contains("&lt;img").doesNotContain("<img");
    }

    @Test
    void requestThatIsTooLongIsRefused() throws Exception {
        try (Socket socket =
                server.raw("GET /?q=%s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted("x".repeat(10_000)))) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(in.readLine()).matches("HTTP/1.1 4(14|31) .*");
        }
    }

    private static List<String> lines(BufferedReader in, int count) throws IOException {
        List<String> lines = new ArrayList<>();
        while (lines.size() < count) {
            String line = in.readLine();
            // Chunks' sizes and heads are no lines of events.
            if (line.startsWith("event:") || line.startsWith("id:") || line.startsWith("data:")) {
                lines.add(line);
            }
        }
        return lines;
    }

    private BufferedReader events(String query, String header) throws IOException {
        Socket socket =
                server.raw("GET /api/v1/events%s HTTP/1.1\r\nHost: localhost\r\n%s\r\n".formatted(query, header));
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (String line = in.readLine(); !line.startsWith("retry:"); line = in.readLine()) {
            assertThat(line).isNotNull();
        }
        return in;
    }

    @Test
    void eventsSayWhatChangedAndGoOnWhereTheyWere() throws Exception {
        try (BufferedReader all = events("", "");
                BufferedReader one = events("?station=north", "")) {
            server.tell(new StoreChange("forecast", "south"));
            server.tell(new StoreChange("observation", "north"));
            server.tell(new StoreChange("skill", ""));
            List<String> told = lines(all, 9);
            assertThat(told.get(2)).isEqualTo("data: {\"kind\":\"forecast\",\"id\":\"south\",\"revision\":1}");
            assertThat(lines(one, 6)).isEqualTo(told.subList(3, 9));
            try (BufferedReader again =
                    events("", "Last-Event-ID: " + told.get(1).substring(4) + "\r\n")) {
                assertThat(lines(again, 6)).isEqualTo(told.subList(3, 9));
            }
            try (BufferedReader other = events("", "Last-Event-ID: another-start-7\r\n")) {
                assertThat(lines(other, 1)).containsExactly("event: reset");
            }
        }
    }

    @Test
    void beyondFiveHundredStreamsItAsksToPoll() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < EventHub.MOST_STREAMS; i++) {
                Socket socket = server.raw("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
                socket.getInputStream().read();
                open.add(socket);
            }
            HttpResponse<String> refused = server.get("/api/v1/events");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("60");
            server.tell(new StoreChange("skill", ""));
            var in = new BufferedReader(new InputStreamReader(open.get(499).getInputStream(), StandardCharsets.UTF_8));
            assertThat(lines(in, 3)).contains("event: change");
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
