package org.skycast.delivery.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.avro.Alert;
import org.skycast.avro.Site;
import org.skycast.delivery.WeatherAlertScene;
import org.skycast.delivery.cap.CapSchema;
import org.skycast.delivery.outbox.Answer;
import org.skycast.settings.SettingsException;
import org.skycast.settings.SettingsFile;
import org.skycast.settings.SettingsFile.Environment;

/** What arrives at a receiver, read by libraries that are not ours. */
class WebhookTest {

    private static final String OLD = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String NEW = "whsec_ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";
    private static final Alert RAISED = WeatherAlertScene.message("RAISED", 1);

    @TempDir
    Path folder;

    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    private Sink sink(String more) throws IOException {
        Path old = Files.writeString(folder.resolve("old"), OLD + "\n");
        Path fresh = Files.writeString(folder.resolve("new"), NEW);
        String yaml = """
                webhook:
                  url: %s
                  plain: true
                  secretFiles: ["%s", "%s"]
                %s""".formatted(receiver.at("/alerts?token=x"), fresh, old, more.indent(2));
        return Sinks.of(settings(yaml), "/skycast/alerts", station -> Optional.of(new Site(59.9, 10.7, 90.0)));
    }

    static SinkSettings settings(String yaml) {
        return SettingsFile.read(yaml, "test", "{}", SinkSettings.class, new Environment("NONE_", Map.of()));
    }

    @Test
    void aMessageIsACloudEventSignedByBothSecrets() throws Exception {
        Instant now = Instant.now();
        try (Sink sink = sink("")) {
            assertThat(sink.tell(List.of(RAISED), now)).isInstanceOf(Answer.Taken.class);
        }
        Receiver.Received received = receiver.newest();
        verify(OLD, received);
        verify(NEW, received);
        assertThatThrownBy(() -> verify("whsec_" + "A".repeat(44), received))
                .isInstanceOf(WebhookVerificationException.class);
        assertThat(received.headers())
                .containsEntry("webhook-id", RAISED.getWeather().getMessageId());
        CloudEvent event = format().deserialize(received.body().getBytes(StandardCharsets.UTF_8));
        assertThat(event.getId()).isEqualTo(RAISED.getWeather().getMessageId());
        assertThat(event.getType()).isEqualTo("org.skycast.alert.raised");
        assertThat(event.getSource()).hasToString("/skycast/alerts");
        assertThat(event.getSubject()).isEqualTo("orchard-1/frost");
        assertThat(event.getTime().toInstant()).isEqualTo(RAISED.getWeather().getSent());
        assertThat(new String(event.getData().toBytes(), StandardCharsets.UTF_8))
                .contains("\"probability\":0.7", "\"crop\":\"apple\"");
    }

    private static EventFormat format() {
        return new JsonFormat();
    }

    private static void verify(String secret, Receiver.Received received) throws Exception {
        Map<String, List<String>> headers = received.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
        new Webhook(secret)
                .verify(
                        received.body(),
                        HttpHeaders.of(new TreeMap<>(headers), (name, value) -> true)
                                .map());
    }

    @Test
    void messagesOfARuleGoTogetherWhereThatIsWanted() throws Exception {
        try (Sink sink = sink("most: 100")) {
            assertThat(sink.most()).isEqualTo(100);
            assertThat(sink.gathering()).isEqualTo(Duration.ofSeconds(10));
            assertThat(sink.tell(List.of(RAISED, WeatherAlertScene.message("UPDATED", 2)), Instant.now()))
                    .isInstanceOf(Answer.Taken.class);
            assertThat(sink.beat(new Sink.Beat(Instant.now(), 1, 0))).isInstanceOf(Answer.Taken.class);
        }
        assertThat(receiver.received.get(0).headers().get("Content-Type"))
                .startsWith("application/cloudevents-batch+json");
        assertThat(receiver.received.get(0).body()).startsWith("[{").contains("alert.raised", "alert.updated");
        assertThat(receiver.newest().body()).startsWith("[{").contains("alert.heartbeat");
    }

    @Test
    void aMessageIsCapWhereThatIsWanted() throws Exception {
        try (Sink sink = sink("capSender: alerts@weather.example")) {
            assertThat(sink.tell(List.of(RAISED), Instant.now())).isInstanceOf(Answer.Taken.class);
            verify(NEW, receiver.newest());
            assertThat(new CapSchema().faults(receiver.newest().body())).isEmpty();
            assertThat(receiver.newest().body()).contains("<circle>59.9,10.7 0</circle>");
            Alert restricted = WeatherAlertScene.message("RAISED", 1);
            restricted.getWeather().setScope("Restricted");
            assertThat(sink.tell(List.of(restricted), Instant.now())).isInstanceOf(Answer.Refused.class);
        }
        assertThat(receiver.received).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "200, Taken",
        "302, Refused",
        "400, Refused",
        "404, Refused",
        "408, Later",
        "410, Refused",
        "429, Later",
        "500, Later",
        "503, Later"
    })
    void itsStatusSaysWhatBecameOfIt(int status, String answer) throws Exception {
        receiver.status = status;
        receiver.headers = Map.of("Location", "http://elsewhere.example/", "Retry-After", "7");
        try (Sink sink = sink("")) {
            Answer said = sink.tell(List.of(RAISED), Instant.now());
            assertThat(said.getClass().getSimpleName()).isEqualTo(answer);
            if (said instanceof Answer.Later later) {
                assertThat(later.after()).contains(Duration.ofSeconds(7));
            }
            assertThat(said.toString()).as("where tokens stand").doesNotContain("token");
        }
        assertThat(receiver.received).as("no redirect is followed").hasSize(1);
    }

    @Test
    void oneThatIsAwayIsAskedAgain() throws Exception {
        try (Sink sink = sink("")) {
            receiver.close();
            assertThat(sink.tell(List.of(RAISED), Instant.now()))
                    .isInstanceOfSatisfying(
                            Answer.Later.class,
                            later -> assertThat(later.reason()).contains("cannot be reached"));
        }
    }

    @Test
    void whatIsNotSafeIsRefusedAtTheStart() {
        assertThatThrownBy(() -> settings("webhook: { url: 'http://receiver.example/' }"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("without TLS; give https://, or plain: true");
        assertThatThrownBy(() -> settings("webhook: { url: 'https://a:b@receiver.example/' }"))
                .hasMessageContaining("holds a password");
        assertThatThrownBy(() -> settings("{ statuses: [Actual] }")).hasMessageContaining("this is 0 of them");
        assertThatThrownBy(() -> WebhookSignature.by(List.of("whsec_c2hvcnQ=")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("at least 24 bytes");
        assertThatThrownBy(() -> settings("{ file: { path: x }, stations: ['a/*'] }"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("'a/*' is no id and no pattern of one");
        assertThatCode(() -> settings("webhook: { url: 'https://receiver.example/' }"))
                .doesNotThrowAnyException();
    }

    @Test
    void aReceiverIsToldOfWhatItWants() {
        SinkSettings some = settings("{ file: { path: x }, rules: ['fr?st', 'wind*'], stations: ['orchard-*'] }");
        assertThat(some.wants(RAISED)).isTrue();
        Alert test = WeatherAlertScene.message("RAISED", 1);
        test.getWeather().setStatus("Test");
        assertThat(some.wants(test)).isFalse();
        Alert other = WeatherAlertScene.message("RAISED", 1);
        other.setRule("frosts");
        assertThat(some.wants(other)).isFalse();
        other.setRule("wind-strong");
        assertThat(some.wants(other)).isTrue();
        other.setStationId("valley");
        assertThat(some.wants(other)).isFalse();
        assertThat(settings("{ file: { path: x }, statuses: [Test] }").wants(test))
                .isTrue();
    }
}
