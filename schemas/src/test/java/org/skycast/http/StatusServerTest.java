package org.skycast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusServerTest {

    private static StatusServer server() throws IOException {
        return new StatusServer("127.0.0.1", 0)
                .page("/health/live", exchange -> PageAnswer.text(200, "It runs.\n"))
                .page("/broken", exchange -> {
                    throw new IllegalStateException("the store is away");
                })
                .start();
    }

    private static HttpResponse<String> ask(StatusServer server, String method, String path)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path)))
                                .method(method, BodyPublishers.noBody())
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "get"})
    void whatDoesNotReadIsRefused(String method) throws IOException, InterruptedException {
        try (StatusServer server = server()) {
            HttpResponse<String> answer = ask(server, method, "/health/live");
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
        }
    }

    @Test
    void readingAnswersWithOrWithoutABody() throws IOException, InterruptedException {
        try (StatusServer server = server()) {
            assertThat(ask(server, "GET", "/health/live").body()).isEqualTo("It runs.\n");
            HttpResponse<String> head = ask(server, "HEAD", "/health/live");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(ask(server, "GET", "/broken").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void hundredsOfSlowClientsDoNotSilenceHealth() throws IOException, InterruptedException {
        List<Socket> slow = new ArrayList<>();
        try (StatusServer server = server()) {
            for (int i = 0; i < 250; i++) {
                var socket = new Socket("127.0.0.1", server.port());
                slow.add(socket);
                socket.getOutputStream()
                        .write("GET /health/live HTTP/1.1\r\nHost:".getBytes(StandardCharsets.US_ASCII));
            }
            long began = System.nanoTime();
            assertThat(ask(server, "GET", "/health/live").statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX) // where all of 127.0.0.0/8 is this computer
    void oneAddressIsListenedOnAndNoOther() throws IOException {
        try (StatusServer server = server()) {
            new Socket("127.0.0.1", server.port()).close();
            assertThatThrownBy(() -> new Socket("127.0.0.2", server.port())).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aSlowClientIsEndedAfterAWhile() throws IOException {
        try (StatusServer server = server();
                var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET /health/live HTTP/1.1\r\nHost:".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    /** What is asked of stores may take longer than a client may take to ask. */
    @Test
    void anAnswerThatTakesLongerThanARequestMayIsGiven() throws IOException, InterruptedException {
        var never = new CountDownLatch(1);
        try (StatusServer server = new StatusServer("127.0.0.1", 0)
                .page("/long", exchange -> {
                    boolean isOpen = awaits(never);
                    return PageAnswer.text(200, "It took long: %s".formatted(isOpen));
                })
                .start()) {
            assertThat(ask(server, "GET", "/long").body()).isEqualTo("It took long: false");
        }
    }

    private static boolean awaits(CountDownLatch latch) {
        try {
            return latch.await(7, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void thatAPageFailsIsToldOnceAndThatItIsWellAgain() throws IOException, InterruptedException {
        List<String> told = new CopyOnWriteArrayList<>();
        var status = new AtomicInteger(200);
        try (StatusServer server = new StatusServer("127.0.0.1", 0, told::add)
                .page("/health/ready", exchange -> PageAnswer.text(status.get(), "a: is full\nb: stands"))
                .page("/api/", exchange -> {
                    exchange.getResponseHeaders().set("Retry-After", "5");
                    return PageAnswer.text(503, "ask again");
                })
                .start()) {
            for (int now : new int[] {200, 503, 503, 503, 200, 200, 503}) {
                status.set(now);
                assertThat(ask(server, "GET", "/health/ready").statusCode()).isEqualTo(now);
                assertThat(ask(server, "GET", "/api/").statusCode()).isEqualTo(503);
            }
        }
        assertThat(told)
                .containsExactly(
                        "/health/ready answers 503: a: is full; b: stands",
                        "/health/ready is well again.",
                        "/health/ready answers 503: a: is full; b: stands");
    }

    @Test
    void anAddressThatIsNotThisComputersIsNamed() {
        assertThatThrownBy(() -> new StatusServer("no.such.host.invalid", 0)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new StatusServer("192.0.2.1", 0)).isInstanceOf(IOException.class);
    }
}
