package org.skycast.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.settings.SettingsException;

class ServeConfigTest {

    private static ServeConfig read(String yaml) {
        return ServeConfig.read(yaml, "serve.yaml", Map.of());
    }

    @Test
    void showsAllOnLoopbackUnlessToldOtherwise() {
        ServeConfig usual = read("{}");
        assertThat(usual.httpAddress()).isEqualTo("127.0.0.1");
        assertThat(usual.stations()).isEmpty();
        assertThat(usual.frames().shown()).isTrue();
    }

    @Test
    void exampleIsRead() {
        ServeConfig example =
                ServeConfig.read(Path.of("../docs/examples/serve.yaml"), Map.of("SKYCAST_SERVE_HTTP_PORT", "9"));
        assertThat(example.httpPort()).isEqualTo(9);
        assertThat(example.zones()).containsEntry("*", "UTC");
        assertThat(example.hosts()).containsExactly("weather.example.org");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zones: { a: Europe/Nowhere }|'Europe/Nowhere' under zones, of a, is no time zone",
                "httpPort: 70000|httpPort is 70000",
                "frames: { cacheMegabytes: 0 }|cacheMegabytes is 0",
                "hots: [x]|hots"
            })
    void mistakesAreToldInASentence(String yaml, String sentence) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(sentence);
    }
}
