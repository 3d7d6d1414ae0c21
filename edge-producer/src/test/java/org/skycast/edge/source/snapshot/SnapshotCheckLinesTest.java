package org.skycast.edge.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.frame.CameraPictures;
import org.skycast.edge.source.Cadence;
import org.skycast.edge.source.Opened;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.SourceContext;
import org.skycast.edge.source.TakenItems;
import org.skycast.edge.source.access.Secret;
import org.skycast.edge.source.snapshot.ScriptedCamera.Answer;

/** What {@code edge check} says of cameras' answers, held to a file; {@code -Dpin=true} writes it anew. */
@Timeout(120)
class SnapshotCheckLinesTest {

    private static final Path PINNED = Path.of("src/test/resources/check/snapshot.txt");
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final byte[] PICTURE = CameraPictures.picture("jpeg", 64, 48);
    private static final byte[] NOTHING = new byte[0];
    private static final String OK = "HTTP/1.1 200 OK | Connection: close | Content-Type: image/jpeg";
    private static final String LENGTH = OK + " | Content-Length: " + PICTURE.length;

    private final Map<String, String> lines = new LinkedHashMap<>();

    private SourceCheck check(int port) {
        var snapshot = new Snapshot(
                URI.create("http://127.0.0.1:" + port + "/shot.jpg?token=t0ken"),
                Optional.of("Mufasa"),
                Optional.of(Secret.of("Circle")),
                Optional.empty(),
                Duration.ofSeconds(1),
                0.05,
                Optional.empty());
        var context = new SourceContext(true, new EdgeMetrics(), () -> NOW, until -> {}, TakenItems.NONE);
        var cadence = new Cadence(Duration.ofMinutes(1), Duration.ZERO);
        return ((Opened.Live) new SnapshotFrames(snapshot, cadence).open("a", context))
                .source()
                .check(Duration.ofSeconds(20));
    }

    private void add(String what, Function<String, Answer> script) throws IOException {
        try (var camera = new ScriptedCamera(script)) {
            SourceCheck check = check(camera.port());
            lines.put(
                    what,
                    check.getClass().getSimpleName() + ": "
                            + check.says().replace(":" + camera.port(), "").replaceAll("in \\d+ ms", "in 7 ms"));
        }
    }

    private void add(String what, String headers, byte[] body) throws IOException {
        add(what, asked -> Answer.of(headers, body));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] gzipped(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static Answer unlessAuthorized(String request, String challenge) {
        return request.contains("Authorization: ")
                ? Answer.of(LENGTH, PICTURE)
                : Answer.of(
                        "HTTP/1.1 401 Unauthorized | Connection: close | Content-Length: 0 | " + challenge, NOTHING);
    }

    @Test
    void eachIsOneSentenceThatTells() throws IOException {
        String closed = "Connection: close | Content-Length: ";
        add("a picture", LENGTH, PICTURE);
        add("without a length", OK, PICTURE);
        add("in HTTP/1.0", "HTTP/1.0 200 OK", PICTURE);
        add("called a web page", LENGTH.replace("image/jpeg", "text/html"), PICTURE);
        add("packed by gzip", OK + " | Content-Encoding: gzip", gzipped(PICTURE));
        add("a bomb by gzip", OK + " | Content-Encoding: gzip", gzipped(new byte[30_000_000]));
        add("called packed and not", OK + " | Content-Encoding: gzip", PICTURE);
        add("length too long", OK + " | Content-Length: " + (PICTURE.length + 2), PICTURE);
        add("length too short", OK + " | Content-Length: " + (PICTURE.length - 2), PICTURE);
        add("no length that is a number", OK + " | Content-Length: many", PICTURE);
        add("cut short", LENGTH, Arrays.copyOf(PICTURE, 700));
        add("cut short without a length", OK, Arrays.copyOf(PICTURE, 700));
        add("stalled", asked -> Answer.of(LENGTH, Arrays.copyOf(PICTURE, 700)).held());
        add("silent", asked -> new Answer(NOTHING, true));
        add("closed at once", asked -> new Answer(NOTHING, false));
        add("no HTTP", asked -> new Answer(text("SSH-2.0-OpenSSH\r\n"), false));
        add("no body", "HTTP/1.1 200 OK | " + closed + "0", NOTHING);
        add("a web page", "HTTP/1.1 200 OK | Content-Type: text/html | " + closed + "13", text("<html></html>"));
        add("a busy camera", "HTTP/1.1 200 OK | Content-Type: text/plain | " + closed + "4", text("busy"));
        add("a WebP", OK.replace("jpeg", "webp"), text("RIFF\1\2\3\4WEBPVP8 "));
        add("a damaged picture", OK, damaged());
        add("more than is taken", OK, new byte[50_001]);
        add(
                "a stream",
                "HTTP/1.1 200 OK | Content-Type: multipart/x-mixed-replace; boundary=--x | Connection: close",
                text("--x\r\nContent-Type: image/jpeg\r\n\r\n"));
        add("not modified", "HTTP/1.1 304 Not Modified | Connection: close", NOTHING);
        add("not found", "HTTP/1.1 404 Not Found | " + closed + "0", NOTHING);
        add("overloaded", "HTTP/1.1 503 Service Unavailable | " + closed + "0", NOTHING);
        add("no more", "HTTP/1.1 204 No Content | Connection: close", NOTHING);
        add("a part", LENGTH.replace("200 OK", "206 Partial Content"), PICTURE);
        add("basic", asked -> unlessAuthorized(asked, "WWW-Authenticate: Basic realm=\"x\""));
        add(
                "digest",
                asked -> unlessAuthorized(
                        asked, "WWW-Authenticate: Digest realm=\"x\", nonce=\"n\", qop=\"auth\", algorithm=MD5"));
        add(
                "either",
                asked -> unlessAuthorized(
                        asked,
                        "WWW-Authenticate: Basic realm=\"x\" | WWW-Authenticate: Digest realm=\"x\", nonce=\"n\", qop=\"auth\""));
        add("a way to ask that nobody knows", asked -> unlessAuthorized("", "WWW-Authenticate: Bearer realm=\"x\""));
        add("wrong password", asked -> unlessAuthorized("", "WWW-Authenticate: Basic realm=\"x\""));
        add("forbidden", "HTTP/1.1 403 Forbidden | " + closed + "0", NOTHING);
        add(
                "redirected",
                asked -> asked.startsWith("GET /new.jpg")
                        ? Answer.of(LENGTH, PICTURE)
                        : Answer.of("HTTP/1.1 302 Found | Location: /new.jpg | " + closed + "0", NOTHING));
        add("redirected for ever", "HTTP/1.1 302 Found | Location: /shot.jpg?token=t0ken | " + closed + "0", NOTHING);
        add("redirected to a file", "HTTP/1.1 302 Found | Location: file:///etc/passwd | " + closed + "0", NOTHING);
        add("redirected nowhere", "HTTP/1.1 302 Found | " + closed + "0", NOTHING);
        add("redirected to no address", "HTTP/1.1 302 Found | Location: http://[x | " + closed + "0", NOTHING);
        add("a type that moves cursors", "HTTP/1.1 200 OK | Content-Type: a\u001b[2Jb | " + closed + "1", text("x"));
        add("a line without an end", asked -> new Answer(text("HTTP/1.1 200 " + "9".repeat(20_000)), true));
        add("headers without an end", asked -> new Answer(text("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(300)), true));
        add("empty lines without an end", asked -> new Answer(text("\r\n".repeat(300)), true));
        List<String> text = new ArrayList<>();
        lines.forEach((what, said) -> text.add(what + ": " + said));
        if (Boolean.getBoolean("pin")) {
            Files.createDirectories(PINNED.getParent());
            Files.write(PINNED, text);
        }
        assertThat(text).isEqualTo(Files.readAllLines(PINNED));
        assertThat(text)
                .allMatch(line -> line.endsWith("."))
                .noneMatch(line -> line.contains("t0ken") || line.contains("Circle"))
                .noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
    }

    private static byte[] damaged() {
        byte[] damaged = PICTURE.clone();
        Arrays.fill(damaged, 640, damaged.length - 2, (byte) 0xaa);
        return damaged;
    }
}
