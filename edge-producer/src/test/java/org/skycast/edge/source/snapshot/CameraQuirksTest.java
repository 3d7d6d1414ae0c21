package org.skycast.edge.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.edge.process.frame.CameraPictures;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SourceCheck;

/** Pictures as cameras send them. */
@Timeout(60)
class CameraQuirksTest {

    private static final byte[] WHOLE = CameraPictures.picture("jpeg", 16, 12);

    @RegisterExtension
    final CameraServer server = new CameraServer();

    private static void send(HttpExchange exchange, String type, byte[] before) throws IOException {
        if (!type.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", type);
        }
        exchange.sendResponseHeaders(200, before.length + WHOLE.length);
        exchange.getResponseBody().write(before);
        exchange.getResponseBody().write(WHOLE);
    }

    private void isTaken() throws Exception {
        assertThat(server.run(server.camera(), 1))
                .singleElement()
                .satisfies(one -> assertThat(((Sample.Frame) one).image()).isEqualTo(WHOLE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "text/plain; charset=utf-8",
                "application/octet-stream",
                "video/mp4",
                "image/png",
                ""
            })
    void bytesDecideWhateverTheCameraCallsThem(String type) throws Exception {
        server.answering = exchange -> send(exchange, type, new byte[0]);
        isTaken();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 200, 512})
    void pictureIsFoundWithinTheFirstFewHundredBytes(int before) throws Exception {
        server.answering = exchange -> send(
                exchange, "image/jpeg", "\r\n".repeat(256).substring(0, before).getBytes(StandardCharsets.US_ASCII));
        isTaken();
    }

    /** A server that counts more than it sends, and then closes or keeps silent. */
    private SourceCheck check(byte[] picture, int length, boolean closes) throws Exception {
        try (ServerSocket camera = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var answering = new Thread(() -> answer(camera, picture, length, closes));
            answering.start();
            var snapshot = new Snapshot(
                    URI.create("http://127.0.0.1:" + camera.getLocalPort() + "/"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofSeconds(2),
                    1.0,
                    Optional.empty());
            SourceCheck check = server.camera(snapshot).check(Duration.ofSeconds(20));
            camera.close();
            answering.join(20_000);
            return check;
        }
    }

    private static void answer(ServerSocket camera, byte[] picture, int length, boolean closes) {
        try (Socket client = camera.accept()) {
            client.setSoTimeout(20_000);
            client.getInputStream().read(new byte[4096]);
            client.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
                            .formatted(length)
                            .getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write(picture);
            client.getOutputStream().flush();
            if (!closes) {
                client.getInputStream().read();
            }
        } catch (IOException e) {
            // The client has ended it.
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pictureThatIsThereToItsEndIsTakenThoughItsLengthSaysMore(boolean closes) throws Exception {
        assertThat(check(WHOLE, WHOLE.length + 2, closes)).isInstanceOf(SourceCheck.Ok.class);
    }

    @Test
    void pictureThatIsCutIsNot() throws Exception {
        byte[] cut = java.util.Arrays.copyOf(WHOLE, WHOLE.length - 1);
        assertThat(check(cut, WHOLE.length, true)).isInstanceOf(SourceCheck.Failed.class);
        server.answering = exchange -> send(exchange, "image/jpeg", new byte[2000]);
        assertThatThrownBy(() -> server.camera().run(taken -> {})).hasMessageContaining("neither JPEG nor PNG");
    }
}
