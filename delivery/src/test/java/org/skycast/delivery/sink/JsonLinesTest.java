package org.skycast.delivery.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.delivery.WeatherAlertScene;
import org.skycast.delivery.outbox.Answer;

class JsonLinesTest {

    @TempDir
    Path folder;

    @Test
    void eachMessageIsALineAlsoAfterHalfOfOne() throws Exception {
        Path file = folder.resolve("alerts.jsonl");
        try (Sink sink = Sinks.of(
                WebhookTest.settings("file: { path: '%s' }".formatted(file)), "/s", station -> Optional.empty())) {
            var now = WeatherAlertScene.RAISED;
            assertThat(sink.tell(List.of(WeatherAlertScene.message("RAISED", 1)), now))
                    .isInstanceOf(Answer.Taken.class);
            Files.writeString(file, "{\"half\":", StandardOpenOption.APPEND);
            sink.tell(List.of(WeatherAlertScene.message("UPDATED", 2), WeatherAlertScene.message("CLEARED", 3)), now);
            sink.beat(new Sink.Beat(now, 0, 0));
            sink.summarise(new Sink.Summary(now, 7, 0));
            assertThat(Files.readAllLines(file))
                    .hasSize(6)
                    .satisfiesExactly(
                            line -> assertThat(line).contains("alert.raised").endsWith("}"),
                            line -> assertThat(line).isEqualTo("{\"half\":"),
                            line -> assertThat(line).contains("alert.updated"),
                            line -> assertThat(line).contains("alert.cleared"),
                            line -> assertThat(line).contains("alert.heartbeat"),
                            line -> assertThat(line).contains("alert.summary", "\"passedOver\":7"));
        }
        try (Sink sink = Sinks.of(
                WebhookTest.settings("file: { path: '%s' }".formatted(folder.resolve("none/x"))),
                "/s",
                station -> Optional.empty())) {
            assertThat(sink.tell(List.of(WeatherAlertScene.message("RAISED", 1)), WeatherAlertScene.RAISED))
                    .isInstanceOf(Answer.Later.class);
        }
    }
}
