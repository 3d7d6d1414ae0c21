package org.skycast.edge.source.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.edge.source.Cadence;
import org.skycast.edge.source.CommandFrames;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.Secret;
import org.skycast.edge.source.SelfSigned;
import org.skycast.edge.source.Snapshot;
import org.skycast.edge.source.SnapshotFrames;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.Taken;

@Timeout(60)
class PolledCameraTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:10Z");
    private static final String REALM = "camera";

    private HttpServer server;
    private volatile Answering answering = exchange -> picture(exchange, 1);
    private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
    private Instant now = BEGIN;

    private interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            try (exchange) {
                Map<String, String> headers = new HashMap<>();
                exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
                requests.add(headers);
                answering.answer(exchange);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static byte[] jpeg(int number) {
        return new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, (byte) number};
    }

    private static void picture(HttpExchange exchange, int number) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "image/jpeg");
        exchange.sendResponseHeaders(200, jpeg(number).length);
        exchange.getResponseBody().write(jpeg(number));
    }

    private Snapshot snapshot(Duration timeout, double megabytes) {
        return new Snapshot(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/shot.jpg?token=t0ken"),
                Optional.of("Mufasa"),
                Optional.of(Secret.of("Circle of Life")),
                Optional.empty(),
                timeout,
                megabytes,
                Optional.empty());
    }

    private LiveSource camera(Snapshot snapshot) {
        var cadence = new Cadence(Duration.ofMinutes(1), Duration.ZERO);
        return Cameras.snapshot("a", new SnapshotFrames(snapshot, cadence), () -> now, until -> now = until);
    }

    private LiveSource camera() {
        return camera(snapshot(Duration.ofSeconds(20), 1));
    }

    /** Runs a camera until so many ticks have passed. */
    private List<Taken> run(LiveSource camera, int ticks) throws Exception {
        List<Taken> taken = new ArrayList<>();
        Instant end = now.plus(Duration.ofMinutes(ticks));
        Answering usual = answering;
        answering = exchange -> {
            if (now.isAfter(end)) {
                exchange.sendResponseHeaders(599, -1);
            } else {
                usual.answer(exchange);
            }
        };
        try {
            camera.run(taken::addAll);
        } catch (IOException e) {
            if (!e.getMessage().contains("599")) {
                throw e;
            }
        } finally {
            answering = usual;
        }
        return taken;
    }

    @Test
    void picturesAreTakenOnTheMinuteAndOneThatIsTheSameIsNotTakenAgain() throws Exception {
        answering = exchange -> picture(exchange, requests.size() / 2);
        List<Taken> taken = run(camera(), 5);
        assertThat(requests).hasSize(6);
        assertThat(taken)
                .extracting(Taken::at)
                .containsExactly(
                        Instant.parse("2026-06-01T00:01:00Z"),
                        Instant.parse("2026-06-01T00:02:00Z"),
                        Instant.parse("2026-06-01T00:04:00Z"));
        LiveSource restarted = camera();
        restarted.resumeAfter(taken.get(2).item());
        requests.clear();
        answering = exchange -> picture(exchange, 2);
        // At 00:06, :07 and :08, and the one that ends the test.
        assertThat(run(restarted, 2)).isEmpty();
        assertThat(requests).hasSize(4);
    }

    @Test
    void pictureThatTheCameraKnowsByItsTagIsAskedForByIt() throws Exception {
        answering = exchange -> {
            if ("\"one\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                exchange.getResponseHeaders().set("ETag", "\"one\"");
                exchange.getResponseHeaders().set("Last-Modified", "Mon, 01 Jun 2026 00:00:00 GMT");
                picture(exchange, 1);
            }
        };
        List<Taken> taken = run(camera(), 3);
        assertThat(taken).hasSize(1);
        assertThat(requests.get(1)).containsEntry("If-modified-since", "Mon, 01 Jun 2026 00:00:00 GMT");
        LiveSource restarted = camera();
        restarted.resumeAfter(taken.get(0).item());
        assertThat(run(restarted, 1)).isEmpty();
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** A server of RFC 7616 with qop=auth that knows a nonce for three requests. */
    private static final class Digest implements Answering {
        final String algorithm;
        final List<String> counts = new ArrayList<>();
        private int nonce;
        private int used;

        Digest(String algorithm) {
            this.algorithm = algorithm;
        }

        @Override
        public synchronized void answer(HttpExchange exchange) throws IOException {
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            if (given == null || !given.startsWith("Digest ")) {
                challenge(exchange, false);
                return;
            }
            Map<String, String> fields = new HashMap<>();
            Matcher field =
                    Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^,\\s]+))").matcher(given);
            while (field.find()) {
                fields.put(field.group(1), field.group(2) == null ? field.group(3) : field.group(2));
            }
            if (used == 3 || !fields.get("nonce").equals("nonce" + nonce)) {
                nonce++;
                used = 0;
                challenge(exchange, true);
                return;
            }
            String ha1 = hash(algorithm, "Mufasa:" + REALM + ":Circle of Life");
            String ha2 = hash(algorithm, "GET:" + exchange.getRequestURI());
            String expected = hash(
                    algorithm,
                    String.join(":", ha1, "nonce" + nonce, fields.get("nc"), fields.get("cnonce"), "auth", ha2));
            if (expected.equals(fields.get("response"))
                    && fields.get("uri").equals(exchange.getRequestURI().toString())) {
                counts.add(fields.get("nonce") + "/" + Integer.parseInt(fields.get("nc"), 16));
                used++;
                picture(exchange, counts.size());
            } else {
                challenge(exchange, false);
            }
        }

        private void challenge(HttpExchange exchange, boolean stale) throws IOException {
            exchange.getResponseHeaders()
                    .set(
                            "WWW-Authenticate",
                            "Digest realm=\"%s\", qop=\"auth\", algorithm=%s, nonce=\"nonce%d\", opaque=\"o\", stale=%s"
                                    .formatted(REALM, algorithm, nonce, stale));
            exchange.sendResponseHeaders(401, -1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void digestIsAnsweredANonceUsedOnAndAStaleOneReplaced(String algorithm) throws Exception {
        var digest = new Digest(algorithm);
        answering = digest;
        assertThat(run(camera(), 5)).hasSize(5);
        assertThat(digest.counts).containsExactly("nonce0/1", "nonce0/2", "nonce0/3", "nonce1/1", "nonce1/2");
        // Five pictures, the first challenge and the stale nonce; and the request that ends the test.
        assertThat(requests).hasSize(5 + 2 + 1);
    }

    @Test
    void basicIsAnsweredWhereTheCameraAsksForIt() throws Exception {
        answering = exchange -> {
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            if (given != null
                    && given.equals("Basic "
                            + java.util.Base64.getEncoder()
                                    .encodeToString("Mufasa:Circle of Life".getBytes(StandardCharsets.UTF_8)))) {
                picture(exchange, 1);
            } else {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
                exchange.sendResponseHeaders(401, -1);
            }
        };
        assertThat(run(camera(), 1)).hasSize(1);
    }

    private static void text(HttpExchange exchange, String type, int status, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, text.length());
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsNoPictureIsNamedWithoutPasswordOrToken() {
        Map<Answering, String> cases = Map.of(
                exchange -> exchange.sendResponseHeaders(401, -1), "refuses the user or the password",
                exchange -> text(exchange, "text/html", 404, "no"), "status 404",
                exchange -> text(exchange, "text/html", 200, "<html>"), "text/html, which is neither JPEG nor PNG",
                exchange -> text(exchange, "multipart/x-mixed-replace; boundary=x", 200, "--x"), "is a stream",
                exchange -> text(exchange, "image/jpeg", 200, "x".repeat(1_000_001)), "more than maxMegabytes");
        cases.forEach((wrong, said) -> {
            answering = wrong;
            assertThatThrownBy(() -> camera().run(taken -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(said.replace("is a stream", "with a stream"))
                    .hasMessageContaining("http://127.0.0.1")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("t0ken", "Circle"));
            SourceCheck check = camera().check(Duration.ofSeconds(20));
            assertThat(check).isInstanceOf(SourceCheck.Failed.class);
        });
    }

    @Test
    void cameraThatDripsOrIsSilentIsGivenUpInTime() {
        var snapshot = snapshot(Duration.ofSeconds(1), 1);
        var released = new java.util.concurrent.CountDownLatch(1);
        answering = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(jpeg(1));
            exchange.getResponseBody().flush();
            await(released);
        };
        try {
            assertThatThrownBy(() -> camera(snapshot).run(taken -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not answer within 1.0 s");
        } finally {
            released.countDown();
        }
        server.stop(0);
        assertThatThrownBy(() -> camera(snapshot).run(taken -> {})).hasMessageContaining("cannot be asked");
    }

    private static void await(java.util.concurrent.CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void certificateThatTheCameraMadeItselfIsTrustedOnlyWhereItIsNamed(@TempDir Path folder) throws Exception {
        SelfSigned made = SelfSigned.in(folder);
        var keys = KeyStore.getInstance(made.keys().toFile(), SelfSigned.PASSWORD.toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, SelfSigned.PASSWORD.toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(tls));
        https.createContext("/", exchange -> {
            try (exchange) {
                picture(exchange, 1);
            }
        });
        https.start();
        try {
            URI url = URI.create("https://127.0.0.1:" + https.getAddress().getPort() + "/shot.jpg");
            assertThat(camera(secure(url, Optional.of(made.pem()))).check(Duration.ofSeconds(20)))
                    .isInstanceOf(SourceCheck.Ok.class);
            assertThat(camera(secure(url, Optional.empty())).check(Duration.ofSeconds(20)))
                    .isInstanceOfSatisfying(
                            SourceCheck.Failed.class,
                            failed -> assertThat(failed.says()).contains("SSLHandshakeException"));
            assertThat(camera(secure(url, Optional.of(folder.resolve("absent.pem"))))
                            .check(Duration.ofSeconds(20)))
                    .isInstanceOfSatisfying(
                            SourceCheck.Failed.class,
                            failed -> assertThat(failed.says()).contains("absent.pem"));
        } finally {
            https.stop(0);
        }
    }

    private static Snapshot secure(URI url, Optional<Path> trust) {
        return new Snapshot(
                url, Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofSeconds(20), 1.0, trust);
    }

    @Test
    void checkSaysWhatCame() {
        assertThat(camera().check(Duration.ofSeconds(20)))
                .isInstanceOfSatisfying(
                        SourceCheck.Ok.class, ok -> assertThat(ok.says()).contains("a JPEG of 0.0 kB"));
    }

    @Test
    void tickThatFailedIsTriedAtOnceWhenRunAgainAndMissedOnesAreLeftOut() throws Exception {
        LiveSource camera = camera();
        Answering good = answering;
        answering = exchange -> exchange.sendResponseHeaders(500, -1);
        assertThatThrownBy(() -> camera.run(taken -> {})).hasMessageContaining("500");
        Instant failed = now;
        answering = good;
        now = now.plusSeconds(200);
        List<Taken> taken = run(camera, 0);
        assertThat(taken).extracting(Taken::at).containsExactly(failed.plusSeconds(200));
        assertThat(now).isEqualTo(Instant.parse("2026-06-01T00:05:00Z"));
    }

    @Test
    void pictureOfAProgramIsTakenAndAnythingElseRefused() throws Exception {
        var cadence = new Cadence(Duration.ofMinutes(1), Duration.ZERO);
        List<Taken> taken = new ArrayList<>();
        LiveSource camera = Cameras.command(
                "a",
                new CommandFrames(
                        List.of("sh", "-c", "printf '\\377\\330\\377\\340x'"), Duration.ofSeconds(20), cadence),
                () -> now,
                until -> {
                    if (!taken.isEmpty()) {
                        throw new InterruptedException();
                    }
                    now = until;
                });
        assertThatThrownBy(() -> camera.run(taken::addAll)).isInstanceOf(InterruptedException.class);
        assertThat(((Taken.Frame) taken.get(0)).image())
                .startsWith(0xff, 0xd8, 0xff, 0xe0)
                .endsWith('x');
        LiveSource wrong = Cameras.command(
                "a",
                new CommandFrames(List.of("echo", "hello"), Duration.ofSeconds(20), cadence),
                () -> now,
                until -> now = until);
        assertThat(wrong.check(Duration.ofSeconds(20)))
                .isInstanceOfSatisfying(
                        SourceCheck.Failed.class,
                        failed -> assertThat(failed.says()).contains("neither JPEG nor PNG"));
    }
}
