package org.skycast.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skycast.settings.SettingsFile.Environment;

class SettingsFileTest {

    record Example(String applicationId, Map<String, String> kafka, Duration grace, int threads) {
        Example {
            if (threads < 1) {
                throw new IllegalArgumentException("threads must be at least 1.");
            }
        }
    }

    private static final String DEFAULTS = """
            applicationId: a
            kafka: { bootstrap.servers: "localhost:9092" }
            grace: PT2M
            threads: 2
            """;

    private static Example read(String yaml, Map<String, String> variables) {
        return SettingsFile.read(yaml, "x.yaml", DEFAULTS, Example.class, new Environment("SKYCAST_X_", variables));
    }

    @Test
    void fileOverridesDefaultsAndTheEnvironmentOverridesBoth() {
        Example example = read(
                "threads: 3\nkafka: { schema.registry.url: u }",
                Map.of(
                        "SKYCAST_X_THREADS", "4",
                        "SKYCAST_X_APPLICATION_ID", "b",
                        "SKYCAST_X_KAFKA__BOOTSTRAP_SERVERS", "h:1",
                        "PATH", "ignored"));
        assertThat(example)
                .isEqualTo(new Example(
                        "b", Map.of("bootstrap.servers", "h:1", "schema.registry.url", "u"), Duration.ofMinutes(2), 4));
    }

    @Test
    void emptyFileMeansTheDefaults() {
        assertThat(read("", Map.of()).threads()).isEqualTo(2);
    }

    @Test
    void unknownKeyIsRefusedAndTheNearestNamed() {
        assertThatThrownBy(() -> read("thread: 3", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessage("The settings x.yaml have an unknown key 'thread'; did you mean 'threads'?");
        assertThatThrownBy(() -> read("", Map.of("SKYCAST_X_GRACES", "PT1M")))
                .hasMessageContaining("did you mean 'grace'?");
    }

    @Test
    void valuesThatDoNotFitAreNamed() {
        assertThatThrownBy(() -> read("threads: 0", Map.of())).hasMessageContaining("threads must be at least 1.");
        assertThatThrownBy(() -> read("grace: soon", Map.of())).hasMessageContaining("'grace'");
        assertThatThrownBy(() -> read("a: [", Map.of())).hasMessageContaining("no YAML");
    }

    @Test
    void absentFileIsNamed() {
        Path absent = Path.of("absent.yaml");
        var environment = new Environment("SKYCAST_X_", Map.of());
        assertThatThrownBy(() -> SettingsFile.read(absent, DEFAULTS, Example.class, environment))
                .hasMessage("The settings absent.yaml cannot be read; name a YAML file that is there.");
    }
}
