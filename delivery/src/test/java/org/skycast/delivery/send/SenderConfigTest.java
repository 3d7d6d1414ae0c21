package org.skycast.delivery.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.settings.SettingsException;

class SenderConfigTest {

    @TempDir
    Path folder;

    private SenderConfig read(String yaml) throws IOException {
        return SenderConfig.read(Files.writeString(folder.resolve("sinks.yaml"), yaml), Map.of());
    }

    @Test
    void theExampleIsRead() {
        var config = SenderConfig.read(
                Path.of("../docs/examples/alerts/sinks.yaml"), Map.of("SKYCAST_ALERTS_SEND_HTTP_PORT", "0"));
        assertThat(config.sinks()).containsOnlyKeys("growers", "service", "pager", "home", "record");
        assertThat(config.httpPort()).isZero();
        assertThat(config.group("growers")).isEqualTo("skycast-alerts-send-growers");
        assertThat(config.sinks().get("record").heartbeat()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void whatDoesNotFitIsOneSentence() {
        assertThatThrownBy(() -> read("{}"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("names no sinks");
        assertThatThrownBy(() -> read("sinks: { a: { webhok: { url: 'https://a.example' } } }"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("webhook");
        assertThatThrownBy(() -> read("sinks: { 'a b': { file: { path: x } } }"))
                .hasMessageContaining("'a b'");
        assertThatThrownBy(() -> read("sinks: { a: { file: { path: x }, mqtt: { broker: 'mqtts://b' } } }"))
                .hasMessageContaining("this is 2 of them");
    }
}
