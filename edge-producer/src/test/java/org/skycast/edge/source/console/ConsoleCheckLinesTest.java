package org.skycast.edge.source.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Loopback;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.console.Receive.Protocol;

/** What {@code edge check} says of what consoles send, held to a file; {@code -Dpin=true} writes it anew. */
@Timeout(120)
class ConsoleCheckLinesTest {

    private static final Path PINNED = Path.of("src/test/resources/check/console.txt");
    private static final String FIELDS = "PASSKEY=AB&dateutc=2026-06-01+11:55:00&tempf=50&humidity=61";

    private static String says(String request) throws Exception {
        int port = Loopback.freePort();
        ConsoleReceiver receiver =
                ListeningConsole.receiver(port, Protocol.ecowitt, Optional.of("AB"), new EdgeMetrics());
        var said = new CompletableFuture<SourceCheck>();
        var checking = new Thread(() -> said.complete(receiver.check(Duration.ofSeconds(3))));
        checking.start();
        while (!said.isDone()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
                break;
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        return said.get().says().replace(Integer.toString(port), "8087");
    }

    @Test
    void eachIsOneSentenceThatTells() throws Exception {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(
                "by POST",
                says("POST /data/report/ HTTP/1.1\r\nContent-Length: %d\r\n\r\n%s".formatted(FIELDS.length(), FIELDS)));
        lines.put("by GET", says("GET /data/report/?" + FIELDS + " HTTP/1.1\r\n\r\n"));
        lines.put("without a question mark", says("GET /data/report" + FIELDS + " HTTP/1.1\r\n\r\n"));
        lines.put("without a path", says("GET " + FIELDS + " HTTP/1.0\r\n\r\n"));
        lines.put("a stray percent sign", says("GET /data/report/?x=50%off&" + FIELDS + " HTTP/1.1\r\n\r\n"));
        lines.put("another path", says("GET /weather?" + FIELDS + " HTTP/1.1\r\n\r\n"));
        lines.put("another password", says("GET /data/report/?" + FIELDS.replace("AB", "CD") + " HTTP/1.1\r\n\r\n"));
        lines.put("TLS", says("\u0016\u0003\u0001\u0000\u0005hello"));
        lines.put("no request", says("hello\r\n\r\n"));
        lines.put("none of its fields", says("GET /data/report/?PASSKEY=AB&tempinf=70 HTTP/1.1\r\n\r\n"));
        lines.put("nothing", says(""));
        List<String> text = new ArrayList<>();
        lines.forEach((what, said) -> text.add(what + ": " + said));
        if (Boolean.getBoolean("pin")) {
            Files.createDirectories(PINNED.getParent());
            Files.write(PINNED, text);
        }
        assertThat(text).isEqualTo(Files.readAllLines(PINNED, StandardCharsets.UTF_8));
        assertThat(text).allMatch(line -> line.endsWith(".") && !line.contains("\n"));
    }
}
