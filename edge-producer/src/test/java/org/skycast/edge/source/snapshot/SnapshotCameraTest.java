package org.skycast.edge.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SourceCheck;

@Timeout(60)
class SnapshotCameraTest {

    @RegisterExtension
    final CameraServer server = new CameraServer();

    @Test
    void picturesAreTakenOnTheMinuteAndOneThatIsTheSameIsNotTakenAgain() throws Exception {
        server.answering = exchange -> CameraServer.picture(exchange, server.requests.size() / 2);
        List<Sample> taken = server.run(server.camera(), 5);
        assertThat(server.requests).hasSize(6);
        assertThat(taken)
                .extracting(Sample::at)
                .containsExactly(
                        Instant.parse("2026-06-01T00:01:00Z"),
                        Instant.parse("2026-06-01T00:02:00Z"),
                        Instant.parse("2026-06-01T00:04:00Z"));
        LiveSource restarted = server.camera();
        restarted.resumeAfter(taken.get(2).item());
        server.requests.clear();
        server.answering = exchange -> CameraServer.picture(exchange, 2);
        // At 00:06, :07 and :08, and the one that ends the test.
        assertThat(server.run(restarted, 2)).isEmpty();
        assertThat(server.requests).hasSize(4);
    }

    @Test
    void pictureThatTheCameraKnowsByItsTagIsAskedForByIt() throws Exception {
        server.answering = exchange -> {
            if ("\"one\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                exchange.getResponseHeaders().set("ETag", "\"one\"");
                exchange.getResponseHeaders().set("Last-Modified", "Mon, 01 Jun 2026 00:00:00 GMT");
                CameraServer.picture(exchange, 1);
            }
        };
        List<Sample> taken = server.run(server.camera(), 3);
        assertThat(taken).hasSize(1);
        assertThat(server.requests.get(1)).containsEntry("If-modified-since", "Mon, 01 Jun 2026 00:00:00 GMT");
        LiveSource restarted = server.camera();
        restarted.resumeAfter(taken.get(0).item());
        assertThat(server.run(restarted, 1)).isEmpty();
    }

    @Test
    void whatIsNoPictureIsNamedWithoutPasswordOrToken() {
        Map<CameraServer.Answering, String> cases = Map.of(
                exchange -> exchange.sendResponseHeaders(401, -1), "refuses the user or the password",
                exchange -> CameraServer.text(exchange, "text/html", 404, "no"), "status 404",
                exchange -> CameraServer.text(exchange, "text/html", 200, "<html>"),
                        "text/html, which is neither JPEG nor PNG",
                exchange -> CameraServer.text(exchange, "multipart/x-mixed-replace; boundary=x", 200, "--x"),
                        "is a stream",
                exchange -> CameraServer.text(exchange, "image/jpeg", 200, "x".repeat(1_000_001)),
                        "more than maxMegabytes");
        cases.forEach((wrong, said) -> {
            server.answering = wrong;
            assertThatThrownBy(() -> server.camera().run(taken -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(said.replace("is a stream", "with a stream"))
                    .hasMessageContaining("http://127.0.0.1")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("t0ken", "Circle"));
            SourceCheck check = server.camera().check(Duration.ofSeconds(20));
            assertThat(check).isInstanceOf(SourceCheck.Failed.class);
        });
    }

    @Test
    void cameraThatDripsOrIsSilentIsGivenUpInTime() {
        var snapshot = server.snapshot(Duration.ofSeconds(1), 1);
        var released = new java.util.concurrent.CountDownLatch(1);
        server.answering = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(CameraServer.jpeg(1), 0, 200);
            exchange.getResponseBody().flush();
            await(released);
        };
        try {
            assertThatThrownBy(() -> server.camera(snapshot).run(taken -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not answer within 1.0 s");
        } finally {
            released.countDown();
        }
        server.close();
        assertThatThrownBy(() -> server.camera(snapshot).run(taken -> {})).hasMessageContaining("cannot be asked");
    }

    private static void await(java.util.concurrent.CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void checkSaysWhatCame() {
        assertThat(server.camera().check(Duration.ofSeconds(20)))
                .isInstanceOfSatisfying(
                        SourceCheck.Ok.class, ok -> assertThat(ok.says()).contains("a JPEG of 0.7 kB in"));
    }

    @Test
    void pictureThatWasDueAndFailedIsAskedForAtOnceWhenRunAgainAndMissedOnesAreLeftOut() throws Exception {
        LiveSource camera = server.camera();
        CameraServer.Answering good = server.answering;
        server.answering = exchange -> exchange.sendResponseHeaders(500, -1);
        assertThatThrownBy(() -> camera.run(taken -> {})).hasMessageContaining("500");
        Instant failed = server.now;
        server.answering = good;
        server.now = server.now.plusSeconds(200);
        List<Sample> taken = server.run(camera, 0);
        assertThat(taken).extracting(Sample::at).containsExactly(failed.plusSeconds(200));
        assertThat(server.now).isEqualTo(Instant.parse("2026-06-01T00:05:00Z"));
    }
}
