package org.skycast.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    /** What it leaves out would be complained of otherwise, here the threads. */
    @Test
    void misspeltKeyIsNamedAndNotWhatItLeavesOut() {
        assertThatThrownBy(() -> SettingsFile.read(
                        "treads: 3\nkafka: { a: b }",
                        "x.yaml",
                        "applicationId: a",
                        Example.class,
                        new Environment("", Map.of())))
                .isInstanceOf(SettingsException.class)
                .hasMessage("The settings x.yaml have an unknown key 'treads'; did you mean 'threads'?");
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

    enum Place {
        stream,
        edge
    }

    record Column(String column, String units) {}

    record Forms(double latitude, Duration every, Place place, List<String> command, Map<String, Column> columns) {}

    private static void refused(String yaml, String message) {
        var environment = new Environment("SKYCAST_X_", Map.of());
        assertThatThrownBy(() -> SettingsFile.read(yaml, "x.yaml", "{}", Forms.class, environment))
                .isInstanceOf(SettingsException.class)
                .hasMessage("The settings x.yaml " + message);
    }

    @Test
    void aMistakeIsSaidInOnePlainSentence() {
        refused(
                "latitude: '59,91'",
                "do not fit at 'latitude': '59,91' is no number; write one such as 59.91, with a point.");
        refused(
                "every: 5m",
                "do not fit at 'every': '5m' is no duration; give one such as PT5M (five minutes) or P30D (thirty days).");
        refused("place: egde", "do not fit at 'place': 'egde' is not known; known are stream, edge.");
        refused("command: ls -l", "do not fit at 'command': Give a list, such as [a, b].");
        refused(
                "columns: { t: temp_c }",
                "do not fit at 'columns.t': Give a group of keys, { … }; known are column, units.");
        refused("latitude: [1]", "do not fit at 'latitude': Give a number.");
    }

    @Test
    void brokenYamlIsNamedByItsLine() {
        assertThatThrownBy(() -> read("kafka:\n\ta: b\n", Map.of()))
                .hasMessageStartingWith("The settings x.yaml are no YAML at line 2, column ")
                .hasMessageContaining("TAB")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aKeyThatIsThereTwiceIsRefused() {
        assertThatThrownBy(() -> read("threads: 3\nthreads: 4\n", Map.of()))
                .hasMessageContaining("line 2")
                .hasMessageContaining("'threads'");
    }

    @Test
    void whatTheEnvironmentSetsIsTextAsItIs() {
        for (String password : List.of("a #1", "a: b", "0123", "1e3", "no", "{", "x\"y\" # z: 1;")) {
            assertThat(read("", Map.of("SKYCAST_X_KAFKA__SASL_JAAS_CONFIG", password))
                            .kafka())
                    .containsEntry("sasl.jaas.config", password);
        }
        assertThat(read("", Map.of("SKYCAST_X_KAFKA", "{ a: b }")).kafka()).containsExactly(Map.entry("a", "b"));
        assertThat(read("", Map.of("SKYCAST_X_APPLICATION_ID", "'[c]'")).applicationId())
                .isEqualTo("[c]");
    }

    @Test
    void absentFileIsNamed() {
        Path absent = Path.of("absent.yaml");
        var environment = new Environment("SKYCAST_X_", Map.of());
        assertThatThrownBy(() -> SettingsFile.read(absent, DEFAULTS, Example.class, environment))
                .hasMessage("The settings absent.yaml cannot be read; name a YAML file that is there.");
    }
}
