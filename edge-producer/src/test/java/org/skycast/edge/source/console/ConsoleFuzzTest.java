package org.skycast.edge.source.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skycast.edge.source.Mutations;
import org.skycast.edge.source.console.Receive.Protocol;

/** Requests with bytes changed, cut, doubled and moved: none stalls the receiver, and each is accounted for. */
@Timeout(300)
class ConsoleFuzzTest {

    private static final String[] REQUESTS = {
        "GET /data/report/?PASSKEY=AB&dateutc=2026-06-01+11:30:00&tempf=50&humidity=61&baromabsin=29.3 HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /data/report/ HTTP/1.1\r\nHost: x\r\nContent-Length: 61\r\n\r\nPASSKEY=AB&dateutc=now&tempf=50%25&humidity=61&windspeedmph=2",
        "POST /data/report/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1d\r\nPASSKEY=AB&dateutc=now&tempf=5\r\n1\r\n0\r\n0\r\n\r\n",
    };

    @Test
    void parserEndsWithEveryRequest() {
        var random = new SplittableRandom(19);
        var parser = new RequestParser(ConsoleReceiver.MOST_BYTES);
        long begun = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            byte[] request = Mutations.of(REQUESTS[i % REQUESTS.length].getBytes(StandardCharsets.ISO_8859_1), random);
            assertThatCode(() -> {
                        parser.parse(request, request.length, RequestParser.Flow.RUNS);
                        assertThat(parser.parse(request, request.length, RequestParser.Flow.ENDED))
                                .isNotInstanceOf(RequestParser.More.class);
                    })
                    .doesNotThrowAnyException();
        }
        assertThat(System.nanoTime() - begun).isLessThan(60_000_000_000L);
    }

    @Test
    void lotsOfBlanksAndSeparatorsTakeNoTime() {
        var parser = new RequestParser(ConsoleReceiver.MOST_BYTES);
        long begun = System.nanoTime();
        for (String many :
                new String[] {" ", "\t ", "&", "&amp;", ";", "?", "%3F", "/", "a;", "=", "\r\n", "GET ", "%"}) {
            String part = many.repeat(16_000 / many.length());
            for (String text : new String[] {
                "GET " + part + "x HTTP/1.1\r\n\r\n", "GET /data/report" + part + "=1\r\n\r\n", part + "x\r\n\r\n"
            }) {
                byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
                if (parser.parse(bytes, bytes.length, RequestParser.Flow.ENDED) instanceof RequestParser.Whole whole) {
                    whole.request().fieldsAt("/data/report/").ifPresent(org.skycast.edge.source.report.Report::form);
                }
            }
        }
        assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
    }

    @Test
    void eachRequestIsTakenOrCountedAndAGoodOneServedAfterwards() throws Exception {
        var random = new SplittableRandom(20);
        int given = 0;
        try (var console = new ListeningConsole(Protocol.ecowitt, Optional.of("AB"))) {
            for (int i = 0; i < 10_000; i++) {
                byte[] request =
                        Mutations.of(REQUESTS[i % REQUESTS.length].getBytes(StandardCharsets.ISO_8859_1), random);
                long taken = console.kept.size() + console.count("left_aside");
                long refused = console.refused() + console.count("ahead");
                String answer = answer(console, request);
                given += answer.isEmpty() ? 0 : 1;
                long newlyTaken = console.kept.size() + console.count("left_aside") - taken;
                long newlyRefused = console.refused() + console.count("ahead") - refused;
                // Of a report that is taken, single values may be no number; these are counted too.
                boolean ok = answer.startsWith("HTTP/1.1 200");
                assertThat(newlyTaken).as("%d: %s", i, answer).isEqualTo(ok ? 1 : 0);
                assertThat(ok ? 1 : newlyRefused).as("%d: %s", i, answer).isEqualTo(answer.isEmpty() ? 0 : 1);
            }
            assertThat(given).isGreaterThan(9_000);
            int before = console.kept.size();
            assertThat(console.send(
                            "GET /data/report/?PASSKEY=AB&dateutc=2026-06-01+11:59:59&tempf=50 HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
            assertThat(console.kept).hasSize(before + 1);
        }
    }

    /** What was answered; the sending side is closed, so that nobody waits for more. */
    private static String answer(ListeningConsole console, byte[] request) throws IOException {
        try (Socket socket = console.open()) {
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
