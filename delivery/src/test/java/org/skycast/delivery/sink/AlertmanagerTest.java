package org.skycast.delivery.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Alert;
import org.skycast.delivery.WeatherAlertScene;
import org.skycast.delivery.outbox.Answer;

/** By the description of its API v2: POST /api/v2/alerts, a list of labels, annotations, startsAt, endsAt. */
class AlertmanagerTest {

    private static final Instant NOW = WeatherAlertScene.RAISED.plusSeconds(90);

    @TempDir
    Path folder;

    private final Receiver receiver = new Receiver();
    private Sink sink;

    @BeforeEach
    void open() throws IOException {
        receiver.status = 200;
        Path token = Files.writeString(folder.resolve("token"), "s3cret\n");
        sink = Sinks.of(
                WebhookTest.settings(
                        "alertmanager: { url: '%s', plain: true, tokenFile: '%s' }".formatted(receiver.at("/"), token)),
                "/s",
                station -> Optional.empty());
    }

    @AfterEach
    void close() {
        sink.close();
        receiver.close();
    }

    private JsonNode posted() throws IOException {
        return new ObjectMapper().readTree(receiver.newest().body());
    }

    @Test
    void labelsStayAndEndsFollow() throws Exception {
        assertThat(sink.tell(List.of(WeatherAlertScene.message("RAISED", 1)), NOW))
                .isInstanceOf(Answer.Taken.class);
        assertThat(receiver.newest().path()).isEqualTo("/api/v2/alerts");
        assertThat(receiver.newest().headers()).containsEntry("Authorization", "Bearer s3cret");
        JsonNode raised = posted().get(0);
        assertThat(raised.get("labels").get("alertname").asText()).isEqualTo("frost");
        assertThat(raised.get("labels").get("crop").asText()).isEqualTo("apple");
        assertThat(raised.get("startsAt").asText()).isEqualTo("2026-11-20T18:00:00Z");
        assertThat(raised.get("endsAt").asText()).isEqualTo("2026-11-20T22:00:00Z");
        Alert worse = WeatherAlertScene.message("CLEARED", 3);
        worse.setSeverity("Severe");
        worse.setProbability(0.1);
        sink.tell(List.of(worse), NOW);
        assertThat(posted().get(0).get("labels"))
                .as("else it would never resolve")
                .isEqualTo(raised.get("labels"));
        assertThat(posted().get(0).get("endsAt").asText()).isEqualTo(NOW.toString());
        assertThat(posted().get(0).get("annotations").get("severity").asText()).isEqualTo("Severe");
    }

    @Test
    void whatHoldsIsToldAgainAndTheSenderLives() throws Exception {
        List<Alert> many = Collections.nCopies(1_100, WeatherAlertScene.message("RAISED", 1));
        assertThat(sink.repeat(many, NOW)).isInstanceOf(Answer.Taken.class);
        assertThat(receiver.received).as("500 at once").hasSize(3);
        assertThat(posted()).hasSize(100);
        sink.beat(new Sink.Beat(NOW, 1, 0));
        assertThat(posted().get(0).get("labels").get("alertname").asText()).isEqualTo("SkycastWatchdog");
        assertThat(posted().get(0).get("endsAt").asText())
                .isEqualTo(NOW.plusSeconds(900).toString());
        receiver.status = 500;
        assertThat(sink.repeat(many, NOW)).isInstanceOf(Answer.Later.class);
        assertThat(receiver.received).as("it is away for all of them").hasSize(5);
    }
}
