package org.skycast.delivery.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.avro.Alert;
import org.skycast.delivery.WeatherAlertScene;
import org.skycast.delivery.outbox.Answer;

/** The consumers that docs/alerts.md shows, run as they are. */
@Timeout(60)
class ReceiverExamplesTest {

    private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String OTHER = "whsec_ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"node, receiver.mjs", "python3, receiver.py"})
    void eachMessageIsTakenOnceFromWhoKnowsTheSecretAlone(String interpreter, String program) throws Exception {
        assumeTrue(isThere(interpreter), () -> "No " + interpreter + " is on the path; " + program + " was not run.");
        Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
        Path other = Files.writeString(folder.resolve("other"), OTHER);
        Process receiver = new ProcessBuilder(interpreter, "../docs/examples/alerts/" + program, secret.toString(), "0")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = receiver.inputReader()) {
            String first = said.readLine();
            assertThat(first).startsWith("listening on ");
            int port = Integer.parseInt(first.substring("listening on ".length()));
            try (Sink sink = sink(port, secret, "");
                    Sink together = sink(port, secret, ", most: 10");
                    Sink forger = sink(port, other, "")) {
                Alert raised = WeatherAlertScene.message("RAISED", 1);
                assertThat(forger.tell(List.of(raised), Instant.now())).isInstanceOf(Answer.Refused.class);
                assertThat(sink.tell(List.of(raised), Instant.now().minusSeconds(900)))
                        .as("sent long ago")
                        .isInstanceOf(Answer.Refused.class);
                taken(sink, raised);
                assertThat(said.readLine()).isEqualTo("RAISED Frost at Orchard: 70 % (until 2026-11-20T22:00:00Z)");
                taken(sink, raised);
                assertThat(said.readLine()).isEqualTo("known: orchard-1/frost/2026-11-20T18:00:00Z/1");
                taken(together, WeatherAlertScene.message("CLEARED", 3));
                assertThat(said.readLine()).startsWith("CLEARED Frost at Orchard");
                taken(sink, WeatherAlertScene.message("UPDATED", 2));
                assertThat(said.readLine()).as("an older one").startsWith("known: ");
                assertThat(sink.beat(new Sink.Beat(Instant.now(), 2, 0))).isInstanceOf(Answer.Taken.class);
                assertThat(said.readLine()).isEqualTo("the sender lives; 2 alerts hold");
                assertThat(together.summarise(new Sink.Summary(Instant.now(), 7, 0)))
                        .isInstanceOf(Answer.Taken.class);
                assertThat(said.readLine()).isEqualTo("7 older messages were not told");
            }
        } finally {
            receiver.destroyForcibly();
            assertThat(receiver.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** A connection that the receiver has just closed is an answer for later, and who sends tells it again. */
    private static void taken(Sink sink, Alert alert) {
        Answer answer = sink.tell(List.of(alert), Instant.now());
        for (int times = 1; answer instanceof Answer.Later && times < 3; times++) {
            answer = sink.tell(List.of(alert), Instant.now());
        }
        assertThat(answer).isInstanceOf(Answer.Taken.class);
    }

    private static Sink sink(int port, Path secret, String more) {
        return Sinks.of(
                WebhookTest.settings("webhook: { url: 'http://127.0.0.1:%d/', plain: true, secretFiles: ['%s']%s }"
                        .formatted(port, secret, more)),
                "/skycast/alerts",
                station -> Optional.empty());
    }

    private static boolean isThere(String interpreter) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, interpreter)));
    }
}
